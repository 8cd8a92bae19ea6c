import django.db.models.deletion
from django.db import migrations, models

import rembuk.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("name", models.CharField(max_length=200)),
                ("prefix", models.CharField(max_length=4)),
                ("started_on", models.DateField()),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "prefix"), name="a_prefix_belongs_to_one_programme"),
                    models.UniqueConstraint(fields=("tenant", "region"), name="a_region_runs_one_programme"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("year", models.PositiveSmallIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                ("body", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("why", models.CharField(max_length=300)),
                ("origin", models.CharField(blank=True, max_length=200)),
                ("origin_version", models.PositiveSmallIntegerField(null=True)),
                ("publisher", models.CharField(blank=True, max_length=64)),
                ("signature", models.CharField(blank=True, max_length=128)),
                ("published_at", models.DateTimeField()),
                (
                    "programme",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "programme", "year", "version"), name="a_version_of_the_rules_is_sealed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="the_first_version_of_the_rules_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="a_version_of_the_rules_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("origin", ""), ("origin_version__isnull", True), ("publisher", ""), ("signature", "")
                            ),
                            models.Q(
                                models.Q(("publisher", ""), _negated=True),
                                models.Q(("signature", ""), _negated=True),
                                models.Q(("origin", ""), _negated=True),
                                ("origin_version__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="rules_taken_over_say_from_whom",
                    ),
                ],
            },
        ),
    ]
