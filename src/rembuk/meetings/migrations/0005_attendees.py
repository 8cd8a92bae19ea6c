import uuid

from django.db import migrations, models

import rembuk.tenancy.fields
import rembuk.tenancy.privacy


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_speakers")]

    operations = [
        migrations.CreateModel(
            name="Attendee",
            fields=[
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.UUIDField()),
                ("name", rembuk.tenancy.privacy.EncryptedTextField()),
                ("groups", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                (
                    "meeting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=models.deletion.PROTECT, related_name="+", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "meeting", "key"), name="an_attendee_is_written_once"),
                    models.CheckConstraint(condition=~models.Q(name=""), name="an_attendee_has_a_name"),
                ],
            },
        ),
    ]
