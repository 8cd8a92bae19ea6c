from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("finance", "0102_not_received")]

    operations = [AppendOnly("NotReceived")]
