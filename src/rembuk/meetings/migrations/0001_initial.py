import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields
import rembuk.tenancy.privacy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("media", "0001_initial"),
        ("programmes", "0001_initial"),
        ("regions", "0001_initial"),
        ("voices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
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
                ("kind", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=160)),
                ("place", models.CharField(max_length=200)),
                ("starts_at", models.DateTimeField()),
                ("has_ramp", models.BooleanField(default=False)),
                ("has_interpreter", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "being prepared"),
                            ("called", "called"),
                            ("running", "going on now"),
                            ("closed", "closed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                (
                    "called_as",
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
                ("called_at", models.DateTimeField(null=True)),
                ("cancelled_why", models.CharField(blank=True, max_length=300)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                (
                    "closed_as",
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
                ("closed_at", models.DateTimeField(null=True)),
                ("quorum_waiver", models.CharField(blank=True, max_length=500)),
                ("record", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "called_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "planned_by",
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
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "code"), name="a_meeting_has_its_own_number"),
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_meeting_is_planned_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("place", ""), _negated=True)
                        ),
                        name="a_meeting_has_a_title_and_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "cancelled"]), ("called_at__isnull", False), _connector="OR"
                        ),
                        name="a_meeting_is_held_only_when_called",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_cancelled_meeting_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("record", ""), _negated=True),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_meeting_is_sealed",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "starts_at", "id"], name="meetings_by_day"),
                    models.Index(fields=["tenant", "region_number", "starts_at", "id"], name="meetings_of_a_region"),
                    models.Index(fields=["tenant", "programme"], name="meetings_of_a_programme"),
                    models.Index(fields=["tenant", "region"], name="meetings_by_region"),
                    models.Index(fields=["tenant", "locality"], name="meetings_of_a_locality"),
                    models.Index(fields=["tenant", "planned_by"], name="meetings_planned_by"),
                    models.Index(fields=["tenant", "called_by"], name="meetings_called_by"),
                    models.Index(fields=["tenant", "closed_by"], name="meetings_closed_by"),
                    models.Index(fields=["tenant", "paper"], name="meetings_by_paper"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody"),
                            ("women", "women"),
                            ("men", "men"),
                            ("youth", "young people"),
                            ("children", "children"),
                            ("elderly", "elderly people"),
                            ("disabled", "people with disabilities"),
                            ("poor", "poor households"),
                            ("farmers", "farmers"),
                            ("customary", "customary community"),
                            ("council", "village council"),
                            ("village_government", "village government"),
                            ("hamlet_delegates", "hamlet delegates"),
                        ],
                        max_length=30,
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                (
                    "meeting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "meeting", "group"), name="a_group_is_invited_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("number", models.PositiveIntegerField()),
                ("key", models.UUIDField()),
                ("after", models.PositiveIntegerField(null=True)),
                ("device", models.UUIDField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("counted", "people counted"),
                            ("spoken", "somebody spoke"),
                            ("grouped", "joined to a need"),
                            ("ranked", "ranked"),
                            ("decided", "decided"),
                            ("objected", "objected"),
                            ("viewed", "view of the village council"),
                            ("tasked", "action item"),
                            ("finished", "action item finished"),
                            ("signed", "signed"),
                            ("annexed", "annex"),
                            ("asked", "wants to speak"),
                            ("floor", "given the floor"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("everybody", "everybody"),
                            ("women", "women"),
                            ("men", "men"),
                            ("youth", "young people"),
                            ("children", "children"),
                            ("elderly", "elderly people"),
                            ("disabled", "people with disabilities"),
                            ("poor", "poor households"),
                            ("farmers", "farmers"),
                            ("customary", "customary community"),
                            ("council", "village council"),
                            ("village_government", "village government"),
                            ("hamlet_delegates", "hamlet delegates"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("came", "came"),
                            ("spoke", "spoke"),
                            ("proposed", "proposed something"),
                            ("won", "got it decided"),
                        ],
                        max_length=20,
                    ),
                ),
                ("count", models.PositiveIntegerField(null=True)),
                (
                    "method",
                    models.CharField(
                        blank=True, choices=[("hands", "show of hands"), ("stickers", "stickers")], max_length=20
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("in_favour", models.PositiveIntegerField(null=True)),
                ("against", models.PositiveIntegerField(null=True)),
                ("abstained", models.PositiveIntegerField(null=True)),
                ("owner", models.CharField(blank=True, max_length=100)),
                ("due_on", models.DateField(null=True)),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("residents", "for the residents"), ("government", "for the government")],
                        max_length=20,
                    ),
                ),
                ("name", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                ("wants_to_be_named", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
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
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "target",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.entry",
                    ),
                ),
                (
                    "voice",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voices.voice",
                    ),
                ),
                (
                    "meeting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "meeting", "number"), name="entries_have_one_order"),
                    models.UniqueConstraint(fields=("tenant", "key"), name="an_entry_is_written_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["objected", "finished"]), _negated=True),
                            ("target__isnull", False),
                            _connector="OR",
                        ),
                        name="an_objection_says_to_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "objected"), _negated=True),
                            ("name", ""),
                            ("wants_to_be_named", True),
                            _connector="OR",
                        ),
                        name="an_objector_is_named_only_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "counted"), _negated=True),
                            models.Q(
                                models.Q(("group", ""), _negated=True),
                                models.Q(("measure", ""), _negated=True),
                                ("count__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_count_says_of_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("after__isnull", True), ("after__lt", models.F("number")), _connector="OR"),
                        name="an_entry_follows_what_its_device_had_seen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "asked"), _negated=True),
                            models.Q(("group", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="who_asks_for_the_floor_is_of_a_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "floor"), _negated=True), ("target__isnull", False), _connector="OR"
                        ),
                        name="the_floor_is_given_to_somebody",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "voice"], name="entries_of_a_voice"),
                    models.Index(fields=["tenant", "need"], name="entries_of_a_need"),
                    models.Index(fields=["tenant", "target"], name="entries_about_an_entry"),
                    models.Index(fields=["tenant", "recorded_by"], name="entries_by_a_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.UUIDField()),
                ("name", rembuk.tenancy.privacy.EncryptedTextField()),
                ("groups", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                (
                    "meeting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "meeting", "key"), name="an_attendee_is_written_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="an_attendee_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=500)),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "meeting",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "meeting", "position"), name="an_agenda_has_one_order")
                ],
            },
        ),
    ]
