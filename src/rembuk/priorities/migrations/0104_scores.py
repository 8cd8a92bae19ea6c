import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields
from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_append_only"),
        ("priorities", "0103_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RoundCriterion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.CharField(max_length=60)),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "round",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.round",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "round", "key"), name="a_criterion_is_weighed_once_in_a_round"
                    ),
                    models.CheckConstraint(condition=models.Q(("weight__gte", 1)), name="what_counts_has_a_weight"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("version", models.PositiveSmallIntegerField()),
                ("value", models.CharField(max_length=60)),
                ("evidence", models.CharField(max_length=500)),
                (
                    "scored_as",
                    models.CharField(
                        choices=[
                            ("officer", "village officer"),
                            ("facilitator", "facilitator"),
                            ("secretary", "village secretary"),
                            ("head", "village head"),
                            ("treasurer", "treasurer"),
                            ("council", "village council member"),
                            ("subdistrict_officer", "sub-district officer"),
                            ("subdistrict_head", "head of sub-district"),
                            ("moderator", "moderator"),
                            ("monitor", "independent monitor"),
                            ("administrator", "administrator of rules and roles"),
                        ],
                        max_length=30,
                    ),
                ),
                ("scored_at", models.DateTimeField()),
                (
                    "criterion",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="priorities.roundcriterion",
                    ),
                ),
                (
                    "option",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.roundoption",
                    ),
                ),
                (
                    "scored_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "option", "criterion", "version"), name="a_version_of_a_score_is_written_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("evidence", ""), _negated=True), models.Q(("value", ""), _negated=True)
                        ),
                        name="no_score_without_evidence",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "criterion"], name="scores_by_criterion")],
            },
        ),
        migrations.CreateModel(
            name="Deviation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("gets_money", models.BooleanField()),
                ("why", models.CharField(max_length=500)),
                ("recorded_at", models.DateTimeField()),
                (
                    "decided_in",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.entry",
                    ),
                ),
                (
                    "option",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deviations",
                        to="priorities.roundoption",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["tenant", "decided_in"], name="deviations_by_their_minutes")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "option"), name="a_forum_deviates_once_for_an_option"),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="no_deviation_without_a_reason"
                    ),
                ],
            },
        ),
        AppendOnly("Score"),
        AppendOnly("Deviation"),
    ]
