from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [AppendOnly("RuleSet")]
