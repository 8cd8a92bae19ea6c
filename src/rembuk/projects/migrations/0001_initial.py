import django.db.models.deletion
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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Project",
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
                ("place", models.CharField(max_length=200)),
                ("volume", models.DecimalField(decimal_places=2, max_digits=12)),
                ("unit", models.CharField(max_length=30)),
                ("cost_rupiah", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("first_month", models.PositiveSmallIntegerField()),
                ("last_month", models.PositiveSmallIntegerField()),
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
                ("team", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "being prepared"),
                            ("started", "being built"),
                            ("halted", "halted"),
                            ("done", "finished and checked"),
                            ("handed_over", "handed over to those who care for it"),
                        ],
                        default="prepared",
                        max_length=20,
                    ),
                ),
                ("low_wage_why", models.CharField(blank=True, max_length=300)),
                ("halted_why", models.CharField(blank=True, max_length=300)),
                ("witnesses_needed", models.PositiveSmallIntegerField(default=0)),
                ("prepared_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
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
                    "prepared_by",
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
                    models.UniqueConstraint(fields=("tenant", "code"), name="a_project_has_its_own_number"),
                    models.UniqueConstraint(fields=("tenant", "item"), name="an_item_becomes_one_project"),
                    models.CheckConstraint(condition=models.Q(("volume__gt", 0)), name="a_project_has_a_volume"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "halted"), _negated=True),
                            models.Q(("halted_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_halted_project_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_at__isnull", True), ("state", "prepared")),
                            models.Q(models.Q(("state", "prepared"), _negated=True), ("started_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_built_was_started",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state__in", ("done", "handed_over"))),
                            models.Q(
                                models.Q(("state__in", ("done", "handed_over")), _negated=True),
                                ("done_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_done_says_since_when",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "region_number", "id"], name="projects_of_a_region"),
                    models.Index(fields=["tenant", "state", "id"], name="projects_in_a_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("words", models.CharField(max_length=300)),
                (
                    "measured_as",
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
                ("measured_at", models.DateTimeField()),
                ("key", models.UUIDField(null=True)),
                (
                    "measured_by",
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
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="what_stands_is_not_negative"),
                    models.UniqueConstraint(
                        condition=models.Q(("key__isnull", False)),
                        fields=("tenant", "key"),
                        name="a_measurement_is_written_once",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "project", "measured_at"], name="measurements_of_a_project")
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("care_group", models.CharField(max_length=120)),
                ("place", models.CharField(max_length=200)),
                ("minutes", models.CharField(max_length=2000)),
                ("satisfied", models.PositiveIntegerField()),
                ("undecided", models.PositiveIntegerField()),
                ("dissatisfied", models.PositiveIntegerField()),
                ("key", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[("offered", "offered"), ("taken_over", "taken over"), ("sent_back", "sent back")],
                        default="offered",
                        max_length=20,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("sent_back_why", models.CharField(blank=True, max_length=300)),
                (
                    "offered_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_handover_is_offered_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "sent_back"), _negated=True),
                        fields=("tenant", "project"),
                        name="a_work_is_handed_over_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None), ("state", "offered")),
                            models.Q(
                                models.Q(("state", "offered"), _negated=True),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_settled_handover_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by", None),
                            models.Q(("settled_by", models.F("offered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_hands_over_to_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent_back"), _negated=True),
                            models.Q(("sent_back_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_handover_sent_back_says_why",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "project", "offered_at"], name="handovers_of_a_project")],
            },
        ),
        migrations.CreateModel(
            name="Draw",
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
                        choices=[
                            ("witnesses", "residents who look at a work"),
                            ("audit", "works that are checked thoroughly"),
                        ],
                        max_length=20,
                    ),
                ),
                ("region_number", models.BigIntegerField()),
                ("seats", models.PositiveSmallIntegerField()),
                ("sealed", models.CharField(max_length=64)),
                ("list_digest", models.CharField(max_length=64)),
                ("secret", rembuk.tenancy.privacy.EncryptedTextField()),
                ("word", models.CharField(blank=True, max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[("announced", "announced"), ("drawn", "drawn")], default="announced", max_length=20
                    ),
                ),
                ("announced_at", models.DateTimeField()),
                ("drawn_at", models.DateTimeField(null=True)),
                (
                    "announced_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drawn_by",
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
                    "project",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("project__isnull", False)),
                        fields=("tenant", "project"),
                        name="a_work_has_one_draw_of_witnesses",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "witnesses"), ("project__isnull", False)),
                            models.Q(("kind", "audit"), ("project__isnull", True)),
                            _connector="OR",
                        ),
                        name="witnesses_are_drawn_for_one_work",
                    ),
                    models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="a_draw_draws_somebody"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drawn_at", None), ("drawn_by", None), ("state", "announced"), ("word", "")),
                            models.Q(
                                ("drawn_at__isnull", False),
                                ("drawn_by__isnull", False),
                                ("state", "drawn"),
                                models.Q(("word", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_drawn_has_a_word_and_somebody_who_said_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drawn_by", None),
                            models.Q(("drawn_by", models.F("announced_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="whoever_seals_does_not_draw",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "region_number", "announced_at"], name="draws_of_a_region")],
            },
        ),
        migrations.CreateModel(
            name="BillRow",
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
                        choices=[("material", "material"), ("tool", "tools"), ("wage", "wages")], max_length=20
                    ),
                ),
                ("what", models.CharField(max_length=120)),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                ("unit", models.CharField(max_length=30)),
                ("price_rupiah", models.BigIntegerField()),
                ("standard_rupiah", models.BigIntegerField(null=True)),
                ("is_self_help", models.BooleanField(default=False)),
                ("price_source", models.CharField(blank=True, max_length=120)),
                ("key", models.UUIDField(null=True)),
                ("struck_at", models.DateTimeField(null=True)),
                ("struck_why", models.CharField(blank=True, max_length=300)),
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
                    models.UniqueConstraint(
                        condition=models.Q(("key__isnull", False)),
                        fields=("tenant", "key"),
                        name="a_row_of_a_bill_is_written_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at__isnull", True), ("struck_why", "")),
                            models.Q(("struck_at__isnull", False), models.Q(("struck_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="whoever_strikes_a_row_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_rupiah__gte", 0), ("quantity__gt", 0)),
                        name="a_row_of_a_bill_has_quantity_and_price",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "project", "id"], name="bill_of_a_project")],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("name", models.CharField(max_length=80)),
                (
                    "duty",
                    models.CharField(
                        choices=[("chair", "chair"), ("writer", "secretary"), ("member", "member")], max_length=20
                    ),
                ),
                ("interest", models.CharField(blank=True, max_length=300)),
                ("key", models.UUIDField()),
                ("named_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_member_is_named_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("duty", "chair")), fields=("tenant", "project"), name="a_team_has_one_chair"
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_member_has_a_name"),
                ],
                "indexes": [models.Index(fields=["tenant", "project", "id"], name="team_of_a_project")],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("name", models.CharField(max_length=16)),
                ("place", models.PositiveSmallIntegerField(null=True)),
                (
                    "draw",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.draw",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "draw", "name"), name="a_list_names_everybody_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("place__isnull", False)),
                        fields=("tenant", "draw", "place"),
                        name="a_place_is_drawn_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person__isnull", False), ("project__isnull", True)),
                            models.Q(("person__isnull", True), ("project__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_ticket_is_of_a_resident_or_of_a_work",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "person"], name="tickets_of_a_person"),
                    models.Index(fields=["tenant", "project"], name="tickets_of_a_project"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkChange",
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
                        choices=[("delay", "later than planned"), ("size", "more or less than planned")], max_length=20
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("last_month", models.PositiveSmallIntegerField(null=True)),
                ("volume", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("cost_rupiah", models.BigIntegerField(null=True)),
                ("key", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "asked for"), ("agreed", "agreed"), ("refused", "refused")],
                        default="asked",
                        max_length=20,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300)),
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
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_change_is_asked_for_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("tenant", "project"),
                        name="one_change_waits_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cost_rupiah", None),
                                ("kind", "delay"),
                                ("last_month__range", (1, 12)),
                                ("volume", None),
                            ),
                            models.Q(
                                ("cost_rupiah__gte", 0), ("kind", "size"), ("last_month", None), ("volume__gt", 0)
                            ),
                            _connector="OR",
                        ),
                        name="a_change_says_what_it_changes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("state", "asked")),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_decided_change_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_agrees_to_their_own_change",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refusal_says_why",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "project", "asked_at"], name="changes_of_a_project")],
            },
        ),
        migrations.CreateModel(
            name="WorkPhoto",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "taken",
                    models.CharField(
                        choices=[
                            ("before", "before it began"),
                            ("during", "while it was built"),
                            ("after", "after it was built"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(max_length=160)),
                (
                    "added_as",
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
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measurement",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.measurement",
                    ),
                ),
                (
                    "photo",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="media.photo"
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
                    models.UniqueConstraint(fields=("tenant", "project", "photo"), name="a_photo_shows_a_work_once")
                ],
                "indexes": [
                    models.Index(fields=["tenant", "project", "added_at"], name="photos_of_a_project"),
                    models.Index(fields=["tenant", "photo"], name="works_on_a_photo"),
                    models.Index(fields=["tenant", "measurement"], name="photos_of_a_measurement"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[("confirmed", "it is so"), ("disputed", "it is not so"), ("unclear", "cannot tell")],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                (
                    "looked_as",
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
                ("looked_at", models.DateTimeField()),
                (
                    "looked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measured_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measurement",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.measurement",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "measurement", "looked_by"), name="a_person_judges_a_measurement_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("looked_by", models.F("measured_by")), _negated=True),
                        name="who_measured_is_not_who_looks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "confirmed"), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="whoever_doubts_says_why",
                    ),
                ],
            },
        ),
    ]
