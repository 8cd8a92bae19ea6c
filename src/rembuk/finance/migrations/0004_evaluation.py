import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0003_papers_and_rests"),
        ("plans", "0002_append_only"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "with the camat"),
                            ("fits", "fits the rules"),
                            ("mend", "has to be mended"),
                            ("silent", "no answer came in time"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_evaluation_that_ended_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "mend"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_has_to_be_mended_is_said",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "state", "due_at"], name="evaluations_by_state")],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="key",
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(fields=("tenant", "key"), name="a_post_is_added_once"),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="budget",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="finance.budget"
            ),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="ended_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="sent_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(fields=["tenant", "budget", "sent_at"], name="evaluations_of_a_budget"),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("tenant", "budget"),
                name="a_draft_is_evaluated_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_by__isnull", True),
                    models.Q(("ended_by", models.F("sent_by")), _negated=True),
                    ("state", "silent"),
                    _connector="OR",
                ),
                name="who_sends_a_budget_does_not_evaluate_it",
            ),
        ),
    ]
