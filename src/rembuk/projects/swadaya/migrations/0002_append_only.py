from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("swadaya", "0001_initial")]

    operations = [AppendOnly("Price"), AppendOnly("Gift"), AppendOnly("Confirmation"), AppendOnly("GroupHead")]
