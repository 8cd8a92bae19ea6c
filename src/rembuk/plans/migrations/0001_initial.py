import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programmes", "0001_initial"),
        ("regions", "0001_initial"),
        ("voices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("planned", "in the yearly plan"),
                            ("sent_up", "proposed to a higher tier"),
                            ("adopted", "taken over by a higher tier"),
                            ("returned", "returned with an answer"),
                            ("carried", "carried over to next year"),
                            ("declined", "declined"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason_code", models.CharField(blank=True, max_length=40)),
                ("sentence", models.CharField(max_length=1000)),
                ("next_step", models.CharField(blank=True, max_length=500)),
                ("year", models.PositiveSmallIntegerField()),
                ("answer_expected_on", models.DateField(null=True)),
                ("building_year", models.PositiveSmallIntegerField(null=True)),
                ("decided_in", models.CharField(blank=True, max_length=120)),
                (
                    "decided_as",
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
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule_set",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.ruleset",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sentence", ""), _negated=True), name="a_decision_has_a_sentence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["planned", "adopted"]),
                            models.Q(
                                models.Q(("reason_code", ""), _negated=True), models.Q(("next_step", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="no_item_is_refused_without_a_reason_and_a_next_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "sent_up"), _negated=True),
                            models.Q(("answer_expected_on__isnull", False), ("building_year__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_sent_up_says_when_an_answer_comes",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "rule_set"], name="decisions_under_a_rule_set")],
            },
        ),
        migrations.CreateModel(
            name="LongPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("region_number", models.BigIntegerField()),
                ("decided_in", models.CharField(blank=True, max_length=120)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
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
                "indexes": [
                    models.Index(fields=["tenant", "programme"], name="long_plans_of_a_programme"),
                    models.Index(fields=["tenant", "region_number"], name="long_plans_of_a_region"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LongPlanYear",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("region_number", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "long_plan",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.longplan",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "region_number", "year"), name="a_year_belongs_to_one_long_plan"
                    )
                ],
                "indexes": [models.Index(fields=["tenant", "long_plan", "year"], name="years_of_a_long_plan")],
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("code", models.CharField(max_length=16)),
                ("region_number", models.BigIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("field", models.CharField(blank=True, max_length=1)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waits to be examined"),
                            ("examined", "examined by one, waits for a second"),
                            ("verified", "verified"),
                            ("scheduled", "in the draft of the yearly plan"),
                            ("planned", "in the yearly plan"),
                            ("sent_up", "proposed to a higher tier"),
                            ("adopted", "taken over by a higher tier"),
                            ("carried", "carried over to next year"),
                            ("declined", "declined"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                (
                    "held_by",
                    models.CharField(
                        choices=[("village", "kampung"), ("subdistrict", "kecamatan"), ("regency", "kabupaten")],
                        default="village",
                        max_length=20,
                    ),
                ),
                (
                    "proposed_as",
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
                ("proposed_at", models.DateTimeField()),
                (
                    "decision",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.decision",
                    ),
                ),
                (
                    "locality",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.locality",
                    ),
                ),
                (
                    "need",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voices.need",
                    ),
                ),
                (
                    "programme",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    models.UniqueConstraint(fields=("tenant", "code"), name="an_item_has_its_own_number"),
                    models.UniqueConstraint(fields=("tenant", "need"), name="a_need_becomes_one_item"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="an_item_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("planned", "sent_up", "adopted", "carried", "declined")), _negated=True
                            ),
                            ("decision__isnull", False),
                            _connector="OR",
                        ),
                        name="an_item_with_a_fate_has_a_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_by", "village"), ("state__in", ["sent_up", "adopted"]), _connector="OR"
                        ),
                        name="only_what_was_sent_up_lies_above_the_village",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "region_number", "year", "id"], name="items_of_a_region_and_year"),
                    models.Index(fields=["tenant", "year", "state", "id"], name="items_of_a_year_in_a_state"),
                    models.Index(fields=["tenant", "programme"], name="items_of_a_programme"),
                    models.Index(fields=["tenant", "locality"], name="items_of_a_locality"),
                    models.Index(fields=["tenant", "decision"], name="items_by_decision"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Examination",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "examined_as",
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
                ("examined_at", models.DateTimeField()),
                (
                    "seconded_as",
                    models.CharField(
                        blank=True,
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
                ("seconded_at", models.DateTimeField(null=True)),
                ("disputed_why", models.CharField(blank=True, max_length=300)),
                (
                    "examined_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seconded_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.planitem",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("seconded_at__isnull", True)),
                        fields=("tenant", "item"),
                        name="an_item_waits_for_one_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seconded_by__isnull", True),
                            models.Q(("seconded_by", models.F("examined_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_second_person_is_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("disputed_why", ""), ("seconded_at__isnull", True), ("seconded_by__isnull", True)
                            ),
                            models.Q(("seconded_at__isnull", False), ("seconded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_examination_is_seconded_by_somebody",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "item", "examined_at"], name="examinations_of_an_item")],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="item",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.planitem"
            ),
        ),
        migrations.CreateModel(
            name="Custody",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "tier",
                    models.CharField(
                        choices=[("village", "kampung"), ("subdistrict", "kecamatan"), ("regency", "kabupaten")],
                        max_length=20,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("silent_since", models.DateTimeField(null=True)),
                ("handed_on_at", models.DateTimeField(null=True)),
                (
                    "item",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.planitem",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("handed_on_at__isnull", True)),
                        fields=("tenant", "item"),
                        name="an_item_lies_with_one_tier_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("silent_since__isnull", True), ("due_at__isnull", False), _connector="OR"),
                        name="only_a_clock_runs_out_in_silence",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "item", "received_at"], name="tiers_of_an_item"),
                    models.Index(fields=["tenant", "due_at"], name="tiers_that_must_answer"),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("region_number", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("approved", "approved"),
                            ("replaced", "replaced by a newer version"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                (
                    "drawn_up_as",
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
                ("drawn_up_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("decided_in", models.CharField(blank=True, max_length=120)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drawn_up_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "long_plan",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.longplan",
                    ),
                ),
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
                        fields=("tenant", "region_number", "year", "version"),
                        name="a_version_of_a_plan_is_written_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("tenant", "region_number", "year"),
                        name="a_year_has_one_draft_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("tenant", "region_number", "year"),
                        name="a_year_has_one_approved_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="a_version_of_a_plan_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", True),
                                ("approved_by__isnull", True),
                                ("digest", ""),
                                ("state", "draft"),
                            ),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                                models.Q(("decided_in", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_approved_plan_is_sealed_and_names_its_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("drawn_up_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="who_draws_up_a_plan_does_not_approve_it",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "long_plan", "year"], name="year_plans_of_a_long_plan")],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("activity_code", models.CharField(max_length=8)),
                ("title", models.CharField(max_length=160)),
                ("place", models.CharField(max_length=200)),
                ("volume", models.DecimalField(decimal_places=2, max_digits=12)),
                ("unit", models.CharField(max_length=30)),
                ("men", models.PositiveIntegerField(null=True)),
                ("women", models.PositiveIntegerField(null=True)),
                ("poor_households", models.PositiveIntegerField(null=True)),
                ("first_month", models.PositiveSmallIntegerField()),
                ("last_month", models.PositiveSmallIntegerField()),
                ("cost_rupiah", models.BigIntegerField()),
                ("cost_source", models.CharField(max_length=200)),
                (
                    "fund",
                    models.CharField(
                        choices=[
                            ("DDS", "Village Fund"),
                            ("ADD", "village allocation of the kabupaten"),
                            ("PBH", "share of taxes and levies"),
                            ("PBP", "aid of the province"),
                            ("PBK", "aid of the kabupaten"),
                            ("PAD", "the village's own income"),
                            ("SWD", "residents' self-help"),
                            ("PDL", "other lawful income"),
                            ("CSR", "a company"),
                            ("HBH", "grant or donation"),
                            ("KAB", "budget of the kabupaten"),
                            ("PRO", "budget of the province"),
                            ("APN", "budget of the state"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("self_managed", "by the village itself"),
                            ("inter_village", "together with other villages"),
                            ("third_party", "by a third party"),
                        ],
                        max_length=20,
                    ),
                ),
                ("implementer", models.CharField(max_length=120)),
                (
                    "item",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.planitem",
                    ),
                ),
                (
                    "plan",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.yearplan",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "plan", "item"), name="a_plan_holds_an_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(("cost_rupiah__gte", 0), models.Q(("cost_source", ""), _negated=True)),
                        name="a_cost_has_an_amount_and_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_month__gte", 1),
                            ("last_month__gte", models.F("first_month")),
                            ("last_month__lte", 12),
                        ),
                        name="the_months_of_a_line_follow_each_other",
                    ),
                    models.CheckConstraint(condition=models.Q(("volume__gt", 0)), name="a_line_has_a_volume"),
                ],
                "indexes": [models.Index(fields=["tenant", "item"], name="lines_of_an_item")],
            },
        ),
        migrations.CreateModel(
            name="GateFinding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "gate",
                    models.CharField(
                        choices=[
                            ("authority", "the village may decide it"),
                            ("land", "the land is clear"),
                            ("duplicate", "it is planned nowhere else"),
                            ("forbidden", "no rule forbids it"),
                            ("technical", "it can be built"),
                            ("cost", "its cost is known"),
                        ],
                        max_length=20,
                    ),
                ),
                ("passed", models.BooleanField()),
                ("evidence", models.CharField(max_length=500)),
                ("cost_rupiah", models.BigIntegerField(null=True)),
                (
                    "examination",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.examination",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "examination", "gate"), name="a_gate_is_judged_once"),
                    models.CheckConstraint(
                        condition=models.Q(("evidence", ""), _negated=True), name="a_gate_is_judged_with_evidence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gate", "cost"), ("passed", True), _negated=True),
                            ("cost_rupiah__gte", 0),
                            _connector="OR",
                        ),
                        name="a_known_cost_has_an_amount",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["tenant", "item", "decided_at"], name="decisions_about_an_item"),
        ),
    ]
