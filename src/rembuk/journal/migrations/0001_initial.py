import django.db.models.deletion
from django.db import migrations, models

import rembuk.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("kind", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=100)),
                ("by", models.CharField(blank=True, max_length=100)),
                ("region_number", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("is_public", models.BooleanField()),
                ("facts", models.TextField()),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "subject", "at"], name="acts_of_a_subject"),
                    models.Index(fields=["tenant", "by", "at"], name="acts_of_a_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", ""), _negated=True), models.Q(("subject", ""), _negated=True)
                        ),
                        name="an_act_says_what_and_on_what",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("name", models.CharField(max_length=40)),
                ("number", models.BigIntegerField(default=0)),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "name"), name="a_reader_reads_at_one_place"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 0)), name="a_reader_starts_before_the_first"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("number", models.BigIntegerField()),
                ("sealed_at", models.DateTimeField()),
                (
                    "act",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "number"), name="a_place_in_the_order_is_given_once"),
                    models.UniqueConstraint(fields=("tenant", "act"), name="an_act_is_sealed_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="the_order_starts_at_one"),
                ],
            },
        ),
    ]
