from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("finance", "0003_asked")]

    operations = [AppendOnly("Asked")]
