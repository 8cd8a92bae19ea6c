from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_purchases")]

    operations = [AppendOnly("Purchase"), AppendOnly("Bid")]
