import django.db.models.deletion
from django.db import migrations, models

import rembuk.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=13, unique=True)),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("province", "province"),
                            ("regency", "regency"),
                            ("subdistrict", "sub-district"),
                            ("village", "village"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("statistics_code", models.CharField(blank=True, max_length=10)),
                ("postcode", models.CharField(blank=True, max_length=5)),
                ("latitude", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("tile_column", models.SmallIntegerField(null=True)),
                ("tile_row", models.SmallIntegerField(null=True)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent__isnull", False), ("tier", "province"), _connector="OR"),
                        name="only_a_province_has_no_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="a_region_ends_after_it_begins",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Boundary",
            fields=[
                (
                    "region",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="boundary",
                        serialize=False,
                        to="regions.region",
                    ),
                ),
                ("geometry", models.TextField()),
                ("source", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Border",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "left",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="regions.region"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("left", "right"), name="a_border_is_kept_once"),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))), name="a_border_has_its_lower_number_left"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("key", models.CharField(db_index=True, max_length=100)),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="regions.region"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("region", "key"), name="an_alias_is_kept_once")]},
        ),
        migrations.CreateModel(
            name="Locality",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("dusun", "hamlet"), ("rw", "ward cluster"), ("rt", "neighbourhood unit")],
                        max_length=10,
                    ),
                ),
                ("label", models.CharField(max_length=20)),
                ("name", models.CharField(blank=True, max_length=100)),
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
                    models.UniqueConstraint(
                        fields=("tenant", "region", "kind", "label"), name="a_locality_has_its_own_label"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Population",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("people", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("counted_on", models.DateField()),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="populations", to="regions.region"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("region", "source", "counted_on"), name="a_count_is_kept_once"),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="a_population_has_a_source"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=5)),
                ("text", models.CharField(max_length=100)),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="words", to="regions.region"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("region", "key", "language"), name="a_region_says_a_word_one_way")
                ]
            },
        ),
    ]
