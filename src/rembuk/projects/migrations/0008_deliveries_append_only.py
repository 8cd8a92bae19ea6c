from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("projects", "0007_deliveries_and_sides")]

    operations = [AppendOnly("Delivery")]
