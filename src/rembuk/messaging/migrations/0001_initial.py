from django.db import migrations, models

import rembuk.tenancy.fields
import rembuk.tenancy.privacy


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.CharField(max_length=120)),
                ("channel", models.CharField(choices=[("email", "e-mail"), ("phone", "phone")], max_length=20)),
                ("recipient", rembuk.tenancy.privacy.EncryptedTextField()),
                ("title", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                ("body", rembuk.tenancy.privacy.EncryptedTextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("sent", "sent"), ("given_up", "given up")],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("left_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=200)),
                ("emptied_at", models.DateTimeField(null=True)),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "state", "next_try_at"], name="messages_that_wait"),
                    models.Index(
                        condition=models.Q(models.Q(("state", "waiting"), _negated=True), ("emptied_at__isnull", True)),
                        fields=["tenant", "next_try_at"],
                        name="messages_to_empty",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_message_is_written_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("left_at__isnull", False), _connector="OR"
                        ),
                        name="a_sent_message_has_left",
                    ),
                ],
            },
        ),
    ]
