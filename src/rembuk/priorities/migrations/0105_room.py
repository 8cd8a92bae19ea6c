import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields
from rembuk.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("priorities", "0104_scores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="round",
            name="way",
            field=models.CharField(
                choices=[
                    ("criteria", "by criteria that the forum weighed"),
                    ("ballots", "by a private vote of residents"),
                    ("talks", "by talks between residents and government"),
                ],
                max_length=20,
            ),
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
            },
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("tenant", "round"), name="a_round_has_one_room"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("offers_each__gte", 1)), name="each_side_may_make_an_offer"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("residents_share__lte", 100)), name="a_share_is_at_most_the_whole"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomseat",
            constraint=models.UniqueConstraint(fields=("tenant", "room", "person"), name="nobody_sits_for_two_parties"),
        ),
        migrations.AddIndex(
            model_name="roomact",
            index=models.Index(fields=["tenant", "seat"], name="acts_of_a_seat"),
        ),
        migrations.AddConstraint(
            model_name="roomact",
            constraint=models.UniqueConstraint(
                fields=("tenant", "room", "number"), name="acts_of_a_room_follow_each_other"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomact",
            constraint=models.UniqueConstraint(fields=("tenant", "key"), name="an_act_of_a_room_is_taken_once"),
        ),
        migrations.AddConstraint(
            model_name="roomact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deed", "state")),
                fields=("tenant", "room", "party", "about"),
                name="a_party_says_once_what_a_wish_is_worth",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deed", "draw")),
                fields=("tenant", "room", "party", "about"),
                name="a_party_draws_one_red_line_for_a_wish",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomact",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="roomact",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="roomact",
            constraint=models.CheckConstraint(
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
        ),
        AppendOnly("Room"),
        AppendOnly("RoomSeat"),
        AppendOnly("RoomAct"),
    ]
