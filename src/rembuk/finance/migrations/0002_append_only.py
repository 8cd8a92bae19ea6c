from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]

    operations = [
        AppendOnly("Transfer"),
        AppendOnly("Earmark"),
        AppendOnly("DonorReport"),
        AppendOnly("NotReceived"),
    ]
