import django.db.models.deletion
from django.db import migrations, models

import rembuk.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("digest", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "digest"), name="a_photo_is_kept_once"),
                    models.CheckConstraint(
                        condition=models.Q(("height__gte", 1), ("size__gte", 1), ("width__gte", 1)),
                        name="a_photo_is_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                ("size", models.PositiveIntegerField()),
                ("received", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                (
                    "photo",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "started_at"], name="uploads_by_age"),
                    models.Index(fields=["tenant", "photo"], name="uploads_of_a_photo"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="an_upload_is_started_once"),
                    models.CheckConstraint(
                        condition=models.Q(("received__lte", models.F("size"))), name="an_upload_never_exceeds_its_size"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("photo__isnull", True), ("received", models.F("size")), _connector="OR"),
                        name="only_a_whole_upload_is_a_photo",
                    ),
                ],
            },
        ),
    ]
