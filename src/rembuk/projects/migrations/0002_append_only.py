from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]

    operations = [AppendOnly("Measurement"), AppendOnly("Look")]
