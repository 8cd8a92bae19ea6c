from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [AppendOnly("AgendaItem"), AppendOnly("Entry")]
