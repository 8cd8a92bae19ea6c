from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("finance", "0100_contributions")]

    operations = [AppendOnly("Earmark"), AppendOnly("DonorReport")]
