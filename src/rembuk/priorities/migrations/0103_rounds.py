import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_append_only"),
        ("plans", "0002_append_only"),
        ("priorities", "0102_wrong_codes"),
        ("programmes", "0002_append_only"),
        ("regions", "0001_initial"),
        ("voices", "0004_needs_counted_by_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        migrations.RemoveConstraint(model_name="votingoption", name="an_option_stands_once_in_a_vote"),
        migrations.RemoveConstraint(model_name="votingoption", name="an_option_costs_something"),
        migrations.RemoveField(model_name="votingoption", name="voting"),
        # A table renamed keeps its fences and the keys that point at it.
        migrations.RenameModel("VotingOption", "RoundOption"),
        # No vote stood outside an invented year before this: one that does has no round, and stops the migration here.
        migrations.AddField(
            model_name="roundoption",
            name="round",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False,
                default="00000000-0000-0000-0000-000000000000",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="priorities.round",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="voting",
            name="round",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False,
                default="00000000-0000-0000-0000-000000000000",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="priorities.round",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="roundoption",
            name="need",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="voices.need",
            ),
        ),
        migrations.AddField(
            model_name="roundoption",
            name="cost_source",
            field=models.CharField(default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="voting",
            constraint=models.UniqueConstraint(fields=("tenant", "round"), name="a_round_is_voted_on_once"),
        ),
        migrations.AddIndex(
            model_name="roundoption",
            index=models.Index(fields=["tenant", "need"], name="options_of_a_need"),
        ),
        migrations.AddConstraint(
            model_name="roundoption",
            constraint=models.UniqueConstraint(
                fields=("tenant", "round", "key"), name="an_option_stands_once_in_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundoption",
            constraint=models.UniqueConstraint(fields=("tenant", "round", "need"), name="a_round_holds_a_need_once"),
        ),
        migrations.AddConstraint(
            model_name="roundoption",
            constraint=models.UniqueConstraint(fields=("tenant", "round", "item"), name="a_round_holds_an_item_once"),
        ),
        migrations.AddConstraint(
            model_name="roundoption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item__isnull", True), ("need__isnull", False)),
                    models.Q(("item__isnull", False), ("need__isnull", True)),
                    _connector="OR",
                ),
                name="an_option_is_a_need_or_an_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundoption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cost_rupiah__gt", 0),
                    models.Q(("key", ""), _negated=True),
                    models.Q(("cost_source", ""), _negated=True),
                ),
                name="an_option_costs_something_and_says_by_whom",
            ),
        ),
    ]
