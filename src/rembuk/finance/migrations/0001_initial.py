import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields
import rembuk.tenancy.privacy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("media", "0001_initial"),
        ("plans", "0001_initial"),
        ("regions", "0001_initial"),
        ("voices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Budget",
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
                            ("draft", "draft (RAPBDes)"),
                            ("approved", "in force (APBDes)"),
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
                ("document", models.CharField(blank=True, max_length=120)),
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
                        name="a_version_of_a_budget_is_written_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("tenant", "region_number", "year"),
                        name="a_year_has_one_draft_budget",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("tenant", "region_number", "year"),
                        name="a_year_has_one_budget_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="a_version_of_a_budget_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True), ("state", "draft")),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                models.Q(("document", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_approved_budget_has_its_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("drawn_up_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="who_draws_up_a_budget_does_not_approve_it",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "year", "state", "region_number"], name="budgets_of_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("code", models.CharField(max_length=16)),
                ("key", models.UUIDField()),
                ("region_number", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("field", models.CharField(blank=True, max_length=1)),
                (
                    "donor",
                    models.CharField(
                        choices=[
                            ("company", "a company (CSR)"),
                            ("ngo", "an organisation (NGO)"),
                            ("zakat", "zakat, infak or wakaf"),
                            ("diaspora", "people from here who live elsewhere"),
                            ("residents", "residents of the kampung"),
                        ],
                        max_length=20,
                    ),
                ),
                ("donor_name", rembuk.tenancy.privacy.EncryptedTextField()),
                ("contact", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                ("is_anonymous", models.BooleanField(default=False)),
                ("gift", models.CharField(choices=[("money", "money"), ("goods", "goods")], max_length=20)),
                ("amount_rupiah", models.BigIntegerField()),
                ("goods", models.CharField(blank=True, max_length=160)),
                ("basis", models.CharField(blank=True, max_length=160)),
                ("condition_percent", models.PositiveSmallIntegerField(default=0)),
                ("spend_until_on", models.DateField(null=True)),
                ("due_on", models.DateField()),
                ("secret_hash", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("wished", "wished"),
                            ("pledged", "pledged"),
                            ("signed", "agreed in writing"),
                            ("received", "received"),
                            ("spent", "spent"),
                            ("reported", "reported to the donor"),
                            ("lapsed", "lapsed"),
                            ("returned", "returned to the donor"),
                        ],
                        default="wished",
                        max_length=20,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("agreement", models.CharField(blank=True, max_length=120)),
                ("signed_at", models.DateTimeField(null=True)),
                ("lapsed_why", models.CharField(blank=True, max_length=300)),
                (
                    "item",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.planitem",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                (
                    "signed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "code"), name="a_contribution_has_its_own_number"),
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_contribution_is_offered_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_rupiah__gt", 0)), name="a_contribution_is_worth_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("condition_percent__lte", 100)), name="a_condition_is_at_most_the_whole"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", ""), ("gift", "money"), ("goods", "")),
                            models.Q(
                                ("gift", "goods"),
                                models.Q(("goods", ""), _negated=True),
                                models.Q(("basis", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="given_goods_say_what_and_on_which_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["signed", "received", "spent", "reported", "returned"]), _negated=True
                            ),
                            models.Q(
                                ("signed_at__isnull", False),
                                ("signed_by__isnull", False),
                                models.Q(("agreement", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="no_gift_arrives_without_an_agreement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "lapsed"), _negated=True),
                            models.Q(("lapsed_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_lapsed_promise_says_why",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "item", "offered_at"], name="contributions_to_an_item"),
                    models.Index(fields=["tenant", "region_number", "state", "id"], name="contributions_of_a_region"),
                    models.Index(fields=["tenant", "state", "due_on"], name="contributions_that_run_out"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DonorReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("received_rupiah", models.BigIntegerField()),
                ("spent_rupiah", models.BigIntegerField()),
                ("returned_rupiah", models.BigIntegerField()),
                ("words", models.CharField(max_length=500)),
                ("reported_at", models.DateTimeField()),
                (
                    "contribution",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.contribution",
                    ),
                ),
                (
                    "reported_by",
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
                    models.CheckConstraint(
                        condition=models.Q((
                            "received_rupiah",
                            django.db.models.expressions.CombinedExpression(
                                models.F("spent_rupiah"), "+", models.F("returned_rupiah")
                            ),
                        )),
                        name="a_report_accounts_for_every_rupiah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_report_says_what_was_done"
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "contribution", "reported_at"], name="reports_to_a_donor")],
            },
        ),
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
                (
                    "budget",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.budget",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
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
                        condition=models.Q(("state", "waiting")),
                        fields=("tenant", "budget"),
                        name="a_draft_is_evaluated_once_at_a_time",
                    ),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by__isnull", True),
                            models.Q(("ended_by", models.F("sent_by")), _negated=True),
                            ("state", "silent"),
                            _connector="OR",
                        ),
                        name="who_sends_a_budget_does_not_evaluate_it",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "budget", "sent_at"], name="evaluations_of_a_budget"),
                    models.Index(fields=["tenant", "state", "due_at"], name="evaluations_by_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("region_number", models.BigIntegerField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("arrived", "a gift is agreed"),
                            ("fell_away", "a gift fell away"),
                            ("fell_short", "less came than was agreed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("missing_rupiah", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for those who decide"),
                            ("taken_up", "taken up"),
                            ("set_aside", "set aside"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_why", models.CharField(blank=True, max_length=300)),
                (
                    "contribution",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.contribution",
                    ),
                ),
                (
                    "item",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.planitem",
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
                (
                    "reserve",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.planitem",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", True),
                                ("settled_by__isnull", True),
                                ("settled_why", ""),
                                ("state", "open"),
                            ),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("settled_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_settled_proposal_says_who_and_why",
                    )
                ],
                "indexes": [
                    models.Index(fields=["tenant", "region_number", "state", "made_at"], name="proposals_that_wait"),
                    models.Index(fields=["tenant", "contribution", "made_at"], name="proposals_after_a_contribution"),
                    models.Index(fields=["tenant", "item"], name="proposals_about_an_item"),
                    models.Index(fields=["tenant", "reserve"], name="proposals_of_a_reserve_item"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("region_number", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("paid_on", models.DateField()),
                ("amount_rupiah", models.BigIntegerField()),
                ("words", rembuk.tenancy.privacy.EncryptedTextField()),
                (
                    "doubt",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_code", "it names no number of a contribution"),
                            ("unknown", "this kampung has no contribution with its number"),
                            ("not_signed", "the contribution waits for no money"),
                            ("other_amount", "it is another amount than was agreed"),
                            ("no_budget", "the year of the contribution has no budget in force"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for a human"),
                            ("matched", "received as a contribution"),
                            ("set_aside", "no contribution"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("noted_at", models.DateTimeField()),
                ("settled_why", models.CharField(blank=True, max_length=300)),
                (
                    "contribution",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.contribution",
                    ),
                ),
                (
                    "noted_by",
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
                (
                    "settled_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "digest"), name="a_payment_is_noted_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_rupiah__gt", 0)), name="a_payment_is_some_money"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contribution__isnull", False), ("state", "matched")),
                            models.Q(models.Q(("state", "matched"), _negated=True), ("contribution__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_matched_payment_names_its_contribution",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "set_aside"), _negated=True),
                            models.Q(("settled_by__isnull", False), models.Q(("settled_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_payment_set_aside_says_why",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "region_number", "state", "paid_on"], name="payments_that_wait"),
                    models.Index(fields=["tenant", "contribution"], name="payments_of_a_contribution"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
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
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("activity_code", models.CharField(max_length=8)),
                ("account", models.CharField(max_length=12)),
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
                ("key", models.UUIDField(null=True)),
                (
                    "item",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.planitem",
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
                        fields=("tenant", "region_number", "year", "number"), name="a_post_has_its_own_number"
                    ),
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_post_is_added_once"),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="a_post_has_a_title"),
                ],
                "indexes": [models.Index(fields=["tenant", "item"], name="posts_of_an_item")],
            },
        ),
        migrations.CreateModel(
            name="PaymentRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                ("amount_rupiah", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=200)),
                ("document", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "waits for a second person"),
                            ("approved", "approved, not yet paid"),
                            ("paid", "paid"),
                            ("refused", "refused"),
                            ("returned", "paid and given back"),
                        ],
                        default="asked",
                        max_length=20,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("approval_document", models.CharField(blank=True, max_length=120)),
                ("refused_why", models.CharField(blank=True, max_length=300)),
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
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                    ),
                ),
                (
                    "post",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="finance.post"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_request_is_asked_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_rupiah__gt", 0)), name="a_request_is_for_some_money"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="a_request_has_a_document"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="who_asks_for_money_does_not_approve_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "refused"]),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                models.Q(("approval_document", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="no_money_goes_out_without_approval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refused_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refused_request_says_why",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "post", "asked_at"], name="requests_out_of_a_post"),
                    models.Index(fields=["tenant", "paper"], name="requests_with_a_paper"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotReceived",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "voice",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="voices.voice"
                    ),
                ),
                (
                    "post",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="finance.post"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("tenant", "voice"), name="a_voice_is_about_one_post")],
                "indexes": [models.Index(fields=["tenant", "post"], name="what_did_not_arrive_of_a_post")],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("amount_rupiah", models.BigIntegerField()),
                (
                    "budget",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.budget",
                    ),
                ),
                (
                    "post",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="finance.post"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "budget", "post"), name="a_budget_holds_a_post_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_rupiah__gt", 0)), name="a_post_is_given_some_money"
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "post"], name="budget_lines_of_a_post")],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                ("region_number", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
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
                ("debit", models.CharField(max_length=12)),
                ("credit", models.CharField(max_length=12)),
                ("amount_rupiah", models.BigIntegerField()),
                ("document", models.CharField(max_length=120)),
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
                    "paper",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                    ),
                ),
                (
                    "payment",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.transfer",
                    ),
                ),
                (
                    "post",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.post",
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
                (
                    "request",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.paymentrequest",
                    ),
                ),
                (
                    "turns_back",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.transfer",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_transfer_is_made_once"),
                    models.UniqueConstraint(fields=("tenant", "request"), name="a_request_is_paid_once"),
                    models.UniqueConstraint(fields=("tenant", "turns_back"), name="a_transfer_is_turned_back_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_rupiah__gt", 0)), name="a_transfer_moves_some_money"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("debit", models.F("credit")), _negated=True),
                        name="a_transfer_has_two_different_accounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="a_transfer_has_a_document"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("debit__startswith", "5."), _negated=True),
                            models.Q(("post__isnull", False), ("request__isnull", False)),
                            _connector="OR",
                        ),
                        name="money_is_spent_only_as_requested",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credit__startswith", "5."), _negated=True),
                            ("turns_back__isnull", False),
                            ("payment__isnull", False),
                            _connector="OR",
                        ),
                        name="what_comes_back_names_its_payment",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["tenant", "region_number", "year", "fund"], name="transfers_of_a_year_and_fund"
                    ),
                    models.Index(fields=["tenant", "post", "made_at"], name="transfers_of_a_post"),
                    models.Index(fields=["tenant", "payment"], name="what_follows_a_payment"),
                    models.Index(fields=["tenant", "paper"], name="transfers_with_a_paper"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Earmark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "contribution",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.contribution",
                    ),
                ),
                (
                    "transfer",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="finance.transfer",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "transfer"), name="a_transfer_is_set_apart_once")
                ],
                "indexes": [models.Index(fields=["tenant", "contribution"], name="transfers_of_a_contribution")],
            },
        ),
    ]
