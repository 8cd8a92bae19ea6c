from django.db import migrations, models

from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_append_only")]

    operations = [
        migrations.AddField("Entry", "after", models.PositiveIntegerField(null=True)),
        migrations.AddField("Entry", "device", models.UUIDField(null=True)),
        migrations.AddConstraint(
            "Entry",
            models.CheckConstraint(
                condition=models.Q(after__isnull=True) | models.Q(after__lt=models.F("number")),
                name="an_entry_follows_what_its_device_had_seen",
            ),
        ),
        # SQLite makes the table anew for a constraint, and forgets its fence.
        AppendOnly("Entry"),
    ]
