from django.db import migrations

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_impact_readings")]

    operations = [AppendOnly("ImpactReading"), AppendOnly("ReadingTakenBack")]
