import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields
import rembuk.tenancy.privacy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("meetings", "0001_initial"),
        ("plans", "0001_initial"),
        ("programmes", "0001_initial"),
        ("regions", "0001_initial"),
        ("voices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slot", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PaperReading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("serial", models.CharField(max_length=20)),
                (
                    "read_by",
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
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("offers_each", models.PositiveSmallIntegerField()),
                ("residents_share", models.PositiveSmallIntegerField()),
                ("review_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                (
                    "opened_by",
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
                        condition=models.Q(("offers_each__gte", 1)), name="each_side_may_make_an_offer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("residents_share__lte", 100)), name="a_share_is_at_most_the_whole"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomSeat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "party",
                    models.CharField(
                        choices=[("residents", "residents"), ("government", "government"), ("mediator", "mediator")],
                        max_length=10,
                    ),
                ),
                (
                    "held_as",
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
                ("taken_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.room",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "room", "person"), name="nobody_sits_for_two_parties")
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomAct",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("number", models.PositiveSmallIntegerField()),
                ("key", models.UUIDField()),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("state", "says what a wish is worth to it"),
                            ("vary", "shows another way to build it"),
                            ("draw", "draws a red line"),
                            ("offer", "makes an offer"),
                            ("accept", "accepts the offer"),
                            ("call_mediator", "asks for the mediator"),
                            ("call_study", "asks for a technical study"),
                            ("report", "reports what the study found"),
                            ("sign", "signs"),
                            ("reopen", "goes back to the talks"),
                            ("part", "wants to end without an agreement"),
                            ("lapse", "lets the announced rule decide"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[("residents", "residents"), ("government", "government"), ("mediator", "mediator")],
                        max_length=10,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=4)),
                ("points", models.PositiveSmallIntegerField(null=True)),
                ("cost_rupiah", models.BigIntegerField(null=True)),
                (
                    "shape",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cut", "a smaller part of it"),
                            ("phase", "a first stage now, the rest later"),
                            ("other_fund", "another fund pays a part"),
                            ("next_year", "prepared now, built next year"),
                            ("swadaya", "residents give a part themselves"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "asks",
                    models.CharField(
                        blank=True, choices=[("must", "must be built"), ("never", "must not be built")], max_length=5
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=600)),
                ("interest", models.CharField(blank=True, max_length=300)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("chosen", models.CharField(blank=True, max_length=160)),
                ("taken_at", models.DateTimeField()),
                (
                    "room",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.room",
                    ),
                ),
                (
                    "seat",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.roomseat",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "room", "number"), name="acts_of_a_room_follow_each_other"
                    ),
                    models.UniqueConstraint(fields=("tenant", "key"), name="an_act_of_a_room_is_taken_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("deed", "state")),
                        fields=("tenant", "room", "party", "about"),
                        name="a_party_says_once_what_a_wish_is_worth",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deed", "draw")),
                        fields=("tenant", "room", "party", "about"),
                        name="a_party_draws_one_red_line_for_a_wish",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deed", "state"), _negated=True),
                            models.Q(
                                ("points__isnull", False),
                                ("points__lte", 10),
                                models.Q(("about", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_position_has_words_and_points",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deed", "vary"), _negated=True),
                            models.Q(
                                ("cost_rupiah__gt", 0),
                                models.Q(("about", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                models.Q(("shape", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="another_way_says_what_it_is_and_costs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deed", "draw"), _negated=True),
                            models.Q(
                                models.Q(("about", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                models.Q(("asks", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="no_red_line_without_a_reason",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "seat"], name="acts_of_a_seat")],
            },
        ),
        migrations.CreateModel(
            name="Round",
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
                ("title", models.CharField(max_length=160)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("criteria", "by criteria that the forum weighed"),
                            ("ballots", "by a private vote of residents"),
                            ("talks", "by talks between residents and government"),
                        ],
                        max_length=20,
                    ),
                ),
                ("scores_end_at", models.DateTimeField()),
                ("result_at", models.DateTimeField()),
                (
                    "opened_as",
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
                ("opened_at", models.DateTimeField()),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("sealed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_in",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.entry",
                    ),
                ),
                (
                    "opened_by",
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
                (
                    "rule_set",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.ruleset",
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sealed_in",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.entry",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_round_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result_at__gt", models.F("scores_end_at")), ("scores_end_at__gt", models.F("opened_at"))
                        ),
                        name="the_moments_of_a_round_follow_each_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("digest", ""),
                                ("sealed_at__isnull", True),
                                ("sealed_by__isnull", True),
                                ("sealed_in__isnull", True),
                            ),
                            models.Q(
                                ("sealed_at__lt", models.F("scores_end_at")),
                                ("sealed_by__isnull", False),
                                ("sealed_in__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_round_is_sealed_before_it_is_decided_and_its_minutes_say_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sealed_by__isnull", True),
                            models.Q(("sealed_by", models.F("opened_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="who_opens_a_round_does_not_seal_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("closed_by__isnull", True), ("closed_in__isnull", True)
                            ),
                            models.Q(
                                ("closed_at__gte", models.F("scores_end_at")),
                                ("closed_by__isnull", False),
                                ("closed_in__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_sealed_round_is_closed_and_its_minutes_say_so",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "region_number", "year", "id"], name="rounds_of_a_region_and_year"),
                    models.Index(fields=["tenant", "programme"], name="rounds_of_a_programme"),
                    models.Index(fields=["tenant", "rule_set"], name="rounds_under_a_rule_set"),
                    models.Index(fields=["tenant", "sealed_in"], name="rounds_by_their_minutes"),
                    models.Index(fields=["tenant", "closed_in"], name="rounds_by_their_last_minutes"),
                ],
            },
        ),
        migrations.AddField(
            model_name="room",
            name="round",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.round"
            ),
        ),
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
            name="RoundFund",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
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
                ("amount_rupiah", models.BigIntegerField()),
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
                    models.UniqueConstraint(fields=("tenant", "round", "fund"), name="a_round_names_a_fund_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_rupiah__gt", 0)), name="a_fund_of_a_round_holds_money"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundOption",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=160)),
                ("cost_rupiah", models.BigIntegerField()),
                ("cost_source", models.CharField(max_length=200)),
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
                    models.UniqueConstraint(fields=("tenant", "round", "key"), name="an_option_stands_once_in_a_round"),
                    models.UniqueConstraint(fields=("tenant", "round", "need"), name="a_round_holds_a_need_once"),
                    models.UniqueConstraint(fields=("tenant", "round", "item"), name="a_round_holds_an_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__isnull", True), ("need__isnull", False)),
                            models.Q(("item__isnull", False), ("need__isnull", True)),
                            _connector="OR",
                        ),
                        name="an_option_is_a_need_or_an_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cost_rupiah__gt", 0),
                            models.Q(("key", ""), _negated=True),
                            models.Q(("cost_source", ""), _negated=True),
                        ),
                        name="an_option_costs_something_and_says_by_whom",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "need"], name="options_of_a_need"),
                    models.Index(fields=["tenant", "item"], name="options_of_an_item"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperMark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("value", models.BigIntegerField()),
                (
                    "reading",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.paperreading",
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
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "reading", "option"), name="a_reading_marks_an_option_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 1)), name="a_mark_on_paper_is_at_least_one"
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "option"], name="paper_marks_on_an_option")],
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
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "option"), name="a_forum_deviates_once_for_an_option"),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="no_deviation_without_a_reason"
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "decided_in"], name="deviations_by_their_minutes")],
            },
        ),
        migrations.CreateModel(
            name="BallotMark",
            fields=[
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("value", models.BigIntegerField()),
                (
                    "ballot",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="priorities.ballot",
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
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "ballot", "option"), name="a_ballot_marks_an_option_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("value__gte", 1)), name="a_mark_is_at_least_one"),
                ],
                "indexes": [models.Index(fields=["tenant", "option"], name="marks_on_an_option")],
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
            name="Voting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("region_number", models.BigIntegerField()),
                ("title", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("approval", "choose some"),
                            ("points", "hand out points"),
                            ("ranking", "rank"),
                            ("knapsack", "fill the budget"),
                        ],
                        max_length=20,
                    ),
                ),
                ("most", models.BigIntegerField()),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("equal_shares", "equal shares"),
                            ("most_votes", "most votes first"),
                            ("phragmen", "load shared evenly"),
                        ],
                        max_length=20,
                    ),
                ),
                ("budget_rupiah", models.BigIntegerField()),
                ("seal", models.CharField(max_length=64)),
                ("objections_end_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("declared_at", models.DateTimeField()),
                ("roll_signed_at", models.DateTimeField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
                ("kept_key", models.CharField(blank=True, max_length=255)),
                (
                    "counted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "declared_by",
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
                    "roll_signed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    models.UniqueConstraint(fields=("tenant", "round"), name="a_round_is_voted_on_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declared_at__lt", models.F("objections_end_at")),
                            ("objections_end_at__lte", models.F("opens_at")),
                            ("opens_at__lt", models.F("closes_at")),
                        ),
                        name="the_moments_of_a_vote_follow_each_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("roll_signed_at__isnull", True),
                            ("roll_signed_at__gte", models.F("objections_end_at")),
                            _connector="OR",
                        ),
                        name="a_roll_is_signed_after_the_days_for_objections",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("counted_at__isnull", True),
                                ("counted_by__isnull", True),
                                models.Q(("kept_key", ""), _negated=True),
                            ),
                            models.Q(
                                ("counted_at__gte", models.F("closes_at")),
                                ("counted_by__isnull", False),
                                ("kept_key", ""),
                            ),
                            _connector="OR",
                        ),
                        name="ballots_are_counted_after_the_end_and_the_key_is_gone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("budget_rupiah__gt", 0), ("most__gte", 1)),
                        name="a_vote_has_something_to_give",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "region_number"], name="votes_of_a_region")],
            },
        ),
        migrations.CreateModel(
            name="SheetCount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("printed", models.PositiveIntegerField()),
                ("used", models.PositiveIntegerField()),
                ("spoiled", models.PositiveIntegerField()),
                ("unused", models.PositiveIntegerField()),
                (
                    "counted_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.voting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "voting"), name="sheets_are_accounted_for_once"),
                    models.CheckConstraint(
                        condition=models.Q((
                            "printed",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("used"), "+", models.F("spoiled")
                                ),
                                "+",
                                models.F("unused"),
                            ),
                        )),
                        name="every_sheet_is_accounted_for",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=64)),
                (
                    "voting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.voting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "voting", "mark"), name="a_sending_counts_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RollEntry",
            fields=[
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", rembuk.tenancy.privacy.EncryptedTextField()),
                ("group", models.CharField(blank=True, choices=[("women", "women"), ("men", "men")], max_length=10)),
                ("has_card", models.BooleanField(default=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "locality",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.locality",
                    ),
                ),
                (
                    "voting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.voting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "voting", "locality"], name="voters_by_locality"),
                    models.Index(fields=["tenant", "locality"], name="voters_of_a_locality"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=19)),
                (
                    "voting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.voting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["tenant", "voting", "text"], name="receipts_of_a_vote")],
            },
        ),
        migrations.AddField(
            model_name="paperreading",
            name="voting",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.voting"
            ),
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("ready", "can vote"), ("paper", "exchanged for a paper ballot"), ("void", "void")],
                        default="ready",
                        max_length=20,
                    ),
                ),
                (
                    "voting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.voting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "voting", "mark"), name="a_card_is_made_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="ballot",
            name="voting",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.voting"
            ),
        ),
        migrations.CreateModel(
            name="WrongCode",
            fields=[
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("client", models.CharField(max_length=64)),
                ("tries", models.PositiveIntegerField()),
                ("last_at", models.DateTimeField()),
                (
                    "voting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.voting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "voting", "client"), name="wrong_codes_are_counted_by_client"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("tenant", "round"), name="a_round_has_one_room"),
        ),
        migrations.AddConstraint(
            model_name="paperreading",
            constraint=models.UniqueConstraint(
                fields=("tenant", "voting", "serial", "read_by"), name="a_person_reads_a_sheet_once"
            ),
        ),
        migrations.AddIndex(
            model_name="ballot",
            index=models.Index(fields=["tenant", "voting"], name="ballots_of_a_vote"),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slot", ""), _negated=True),
                fields=("tenant", "voting", "slot"),
                name="a_card_has_one_ballot",
            ),
        ),
    ]
