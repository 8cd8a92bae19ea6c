import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields
import rembuk.tenancy.privacy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("media", "0001_initial"),
        ("projects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Supply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("labour", "labour"),
                            ("material", "material"),
                            ("tool", "tools"),
                            ("land", "land"),
                            ("food", "food and drink"),
                            ("transport", "transport"),
                        ],
                        max_length=20,
                    ),
                ),
                ("what", models.CharField(max_length=120)),
                ("unit", models.CharField(max_length=30)),
                ("wanted", models.DecimalField(decimal_places=2, max_digits=12)),
                ("asked_at", models.DateTimeField()),
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
                    "project",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_supply_is_asked_for_once"),
                    models.UniqueConstraint(
                        fields=("tenant", "project", "kind", "what", "unit"), name="a_supply_stands_once_in_a_project"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wanted__gte", 0)), name="nobody_wants_less_than_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", ""), _negated=True), models.Q(("unit", ""), _negated=True)
                        ),
                        name="a_supply_says_what_and_in_which_unit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Price",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                ("price_rupiah", models.BigIntegerField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("wage", "the wage of work for cash (PKTD)"),
                            ("bill", "the price in the bill (RAB)"),
                            ("receipt", "a receipt"),
                            ("owner", "the owner's statement"),
                        ],
                        max_length=20,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("from_on", models.DateField()),
                ("set_at", models.DateTimeField()),
                (
                    "set_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supply",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.supply",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_price_is_set_once"),
                    models.CheckConstraint(
                        condition=models.Q(("price_rupiah__gte", 0)), name="a_price_is_not_below_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="a_price_says_where_it_is_written"
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "supply", "from_on"], name="prices_of_a_supply")],
            },
        ),
        migrations.CreateModel(
            name="WorkDay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                ("meets_on", models.DateField()),
                ("meeting_place", models.CharField(max_length=160)),
                ("words", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("held", "held"), ("cancelled", "cancelled")],
                        default="planned",
                        max_length=20,
                    ),
                ),
                ("cancelled_why", models.CharField(blank=True, max_length=300)),
                ("planned_at", models.DateTimeField()),
                (
                    "planned_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
                (
                    "supply",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.supply",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_work_day_is_planned_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), models.Q(("cancelled_why", ""), _negated=True)),
                            models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancelled_why", "")),
                            _connector="OR",
                        ),
                        name="a_cancelled_work_day_says_why",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "project", "meets_on"], name="work_days_of_a_project"),
                    models.Index(fields=["tenant", "supply"], name="work_days_of_a_supply"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("screen", "typed in"),
                            ("table", "a table (CSV)"),
                            ("paper", "a photo of the paper, read by two people"),
                        ],
                        max_length=20,
                    ),
                ),
                ("read_at", models.DateTimeField()),
                (
                    "photo",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "day",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.workday",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_list_is_taken_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "paper"), _negated=True), ("photo__isnull", False), _connector="OR"
                        ),
                        name="a_paper_list_has_its_photo",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "day", "read_at"], name="sheets_of_a_work_day"),
                    models.Index(fields=["tenant", "photo"], name="sheets_on_a_photo"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                ("giver", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                ("is_grown", models.BooleanField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pledged", "pledged"),
                            ("called_up", "called up"),
                            ("delivered", "delivered"),
                            ("over", "over"),
                        ],
                        default="pledged",
                        max_length=20,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supply",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.supply",
                    ),
                ),
                (
                    "day",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.workday",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_pledge_is_written_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="a_pledge_is_about_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "called_up"), _negated=True), ("is_grown", True), _connector="OR"
                        ),
                        name="nobody_under_fifteen_is_called_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "over"), _negated=True),
                            models.Q(("day__isnull", True), ("giver", "")),
                            _connector="OR",
                        ),
                        name="a_pledge_that_is_over_names_nobody",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "supply", "state"], name="pledges_of_a_supply"),
                    models.Index(fields=["tenant", "day"], name="pledges_called_up_for_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Injury",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                (
                    "harm",
                    models.CharField(
                        choices=[
                            ("light", "helped on the spot"),
                            ("doctor", "taken to a clinic"),
                            ("severe", "taken to hospital, or worse"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", rembuk.tenancy.privacy.EncryptedTextField()),
                ("noted_at", models.DateTimeField()),
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
                    "day",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.workday",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("tenant", "key"), name="an_injury_is_noted_once")],
                "indexes": [models.Index(fields=["tenant", "day"], name="injuries_of_a_work_day")],
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("labour", "labour"),
                            ("material", "material"),
                            ("tool", "tools"),
                            ("land", "land"),
                            ("food", "food and drink"),
                            ("transport", "transport"),
                        ],
                        max_length=20,
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                ("given_on", models.DateField()),
                ("price_rupiah", models.BigIntegerField(null=True)),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wage", "the wage of work for cash (PKTD)"),
                            ("bill", "the price in the bill (RAB)"),
                            ("receipt", "a receipt"),
                            ("owner", "the owner's statement"),
                        ],
                        max_length=20,
                    ),
                ),
                ("value_rupiah", models.BigIntegerField()),
                ("people", models.IntegerField(default=0)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("written_at", models.DateTimeField()),
                (
                    "corrects",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.gift",
                    ),
                ),
                (
                    "corrects_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pledge",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.pledge",
                    ),
                ),
                (
                    "price",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.price",
                    ),
                ),
                (
                    "supply",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.supply",
                    ),
                ),
                (
                    "day",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="swadaya.workday",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_gift_is_written_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("tenant", "day"),
                        name="a_work_day_is_counted_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("tenant", "pledge"),
                        name="a_pledge_is_kept_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", False),
                            models.Q(("people__gte", 0), ("quantity__gt", 0), ("value_rupiah__gte", 0)),
                            _connector="OR",
                        ),
                        name="only_a_correction_takes_away",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", True), ("corrects_by__isnull", True), ("why", "")),
                            models.Q(
                                ("corrects__isnull", False),
                                ("corrects_by__isnull", False),
                                models.Q(("why", ""), _negated=True),
                                models.Q(("written_by", models.F("corrects_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_second_person_corrects_and_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("basis", ""),
                                ("price__isnull", True),
                                ("price_rupiah__isnull", True),
                                ("value_rupiah", 0),
                            ),
                            models.Q(
                                ("price__isnull", False),
                                ("price_rupiah__isnull", False),
                                models.Q(("basis", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_value_rests_on_a_price",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "land"), _negated=True),
                            ("paper__isnull", False),
                            ("corrects__isnull", False),
                            _connector="OR",
                        ),
                        name="land_has_a_signed_statement",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "supply", "given_on"], name="gifts_of_a_supply"),
                    models.Index(fields=["tenant", "corrects"], name="corrections_of_a_gift"),
                    models.Index(fields=["tenant", "price"], name="gifts_at_a_price"),
                    models.Index(fields=["tenant", "paper"], name="gifts_with_a_paper"),
                    models.Index(fields=["tenant", "day"], name="gifts_of_a_work_day"),
                    models.Index(fields=["tenant", "pledge"], name="gifts_of_a_pledge"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "standing",
                    models.CharField(
                        choices=[("head", "head of the work group"), ("resident", "another resident")], max_length=20
                    ),
                ),
                ("confirmed_at", models.DateTimeField()),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gift",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="swadaya.gift"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "gift", "standing"), name="a_gift_is_confirmed_once_in_a_standing"
                    ),
                    models.UniqueConstraint(
                        fields=("tenant", "gift", "confirmed_by"), name="a_person_confirms_a_gift_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by", models.F("written_by")), _negated=True),
                        name="who_wrote_a_gift_does_not_confirm_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupHead",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("named_at", models.DateTimeField()),
                (
                    "head",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["tenant", "project", "named_at"], name="heads_of_a_work_group")],
            },
        ),
        migrations.CreateModel(
            name="SheetLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("place", models.PositiveSmallIntegerField()),
                ("name", rembuk.tenancy.privacy.EncryptedTextField()),
                ("days", models.DecimalField(decimal_places=2, max_digits=3)),
                ("is_grown", models.BooleanField()),
                (
                    "sheet",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="swadaya.sheet",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "sheet", "place"), name="a_line_has_its_place_on_a_list"),
                    models.CheckConstraint(
                        condition=models.Q(("days__gt", 0), ("days__lte", 1)),
                        name="nobody_works_more_than_a_day_in_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_grown", True)), name="nobody_under_fifteen_is_counted"
                    ),
                ],
            },
        ),
    ]
