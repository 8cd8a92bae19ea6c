from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("priorities", "0001_initial")]

    operations = [
        AppendOnly("Score"),
        AppendOnly("Deviation"),
        AppendOnly("Room"),
        AppendOnly("RoomSeat"),
        AppendOnly("RoomAct"),
    ]
