import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields
import rembuk.tenancy.privacy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("login", models.CharField(max_length=60, null=True, unique=True, verbose_name="login")),
                ("name", rembuk.tenancy.privacy.EncryptedTextField(blank=True, verbose_name="name")),
                ("language", models.CharField(default="id", max_length=5)),
                ("is_active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("key", models.CharField(max_length=120)),
                ("window_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=0)),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key", "window_at"), name="a_window_is_counted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("scheme", models.CharField(choices=[("phone", "phone"), ("email", "e-mail")], max_length=20)),
                ("value", rembuk.tenancy.privacy.EncryptedTextField()),
                ("index", models.CharField(max_length=64)),
                ("verified_at", models.DateTimeField(null=True)),
                ("silent_since", models.DateTimeField(null=True)),
                ("forgotten_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identities",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "index"), name="an_identity_is_known_once"),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", True), ("verified_at__isnull", False), _connector="OR"),
                        name="an_identity_belongs_to_somebody_once_verified",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("forgotten_at__isnull", True),
                            models.Q(("person__isnull", True), ("silent_since__isnull", False), ("value", "")),
                            _connector="OR",
                        ),
                        name="a_forgotten_identity_leads_to_nobody",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("purpose", models.CharField(max_length=40)),
                ("version", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=5)),
                ("channel", models.CharField(max_length=20)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "identity",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.identity",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("tenant", "identity", "purpose"),
                        name="a_purpose_is_consented_to_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_at__isnull", True), ("withdrawn_at__isnull", False), _connector="OR"
                        ),
                        name="processing_stops_after_withdrawal",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "identity", "purpose"], name="consents_of_an_identity")],
            },
        ),
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("code_hash", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "identity",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.identity",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                        name="a_code_lives_after_it_is_sent",
                    ),
                    models.CheckConstraint(condition=models.Q(("tries__lte", 3)), name="a_code_is_tried_three_times"),
                ],
                "indexes": [models.Index(fields=["tenant", "identity", "sent_at"], name="codes_of_an_identity")],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "role",
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
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("decree", models.CharField(blank=True, max_length=100)),
                ("granted_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=300)),
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
                    "granted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("tenant", "person", "role", "region"),
                        name="a_role_is_held_once_in_a_region",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="a_role_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), models.Q(("ended_why", ""), _negated=True), _connector="OR"
                        ),
                        name="a_role_is_taken_back_for_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "person"], name="roles_of_a_person"),
                    models.Index(fields=["tenant", "region", "role"], name="people_with_a_role_in_a_region"),
                    models.Index(fields=["tenant", "granted_by"], name="roles_granted_by_a_person"),
                    models.Index(fields=["tenant", "ended_by"], name="roles_ended_by_a_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vouching",
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
                            ("waiting", "waiting for a second word"),
                            ("confirmed", "confirmed by two people"),
                            ("contested", "contested"),
                            ("annulled", "taken back"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("sight", "saw the identity card"), ("word", "knows them as a neighbour")],
                        max_length=20,
                    ),
                ),
                ("first_at", models.DateTimeField()),
                ("second_at", models.DateTimeField(null=True)),
                ("contested_at", models.DateTimeField(null=True)),
                ("contested_why", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_why", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                (
                    "contested_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "annulled"), _negated=True),
                        fields=("tenant", "person", "region"),
                        name="a_resident_is_vouched_for_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_by__isnull", True),
                            models.Q(("second_by", models.F("first_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="two_different_people_vouch",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_by", models.F("person")), _negated=True),
                            models.Q(
                                ("second_by__isnull", True),
                                models.Q(("second_by", models.F("person")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="nobody_vouches_for_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("second_at__isnull", True), ("second_by__isnull", True)),
                            models.Q(("second_at__isnull", False), ("second_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_second_word_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("second_by__isnull", False),
                            _connector="OR",
                        ),
                        name="nobody_is_confirmed_by_one_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "contested"), _negated=True),
                            models.Q(("contested_at__isnull", False), models.Q(("contested_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_vouching_is_contested_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "annulled"), _negated=True),
                            models.Q(("settled_by__isnull", False), models.Q(("settled_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_vouching_is_annulled_for_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "person"], name="vouchings_for_a_person"),
                    models.Index(fields=["tenant", "region", "state"], name="vouchings_that_wait"),
                    models.Index(fields=["tenant", "first_by", "first_at"], name="first_vouchings_of_a_person"),
                    models.Index(fields=["tenant", "second_by"], name="second_vouchings_of_a_person"),
                    models.Index(fields=["tenant", "contested_by"], name="vouchings_contested_by"),
                    models.Index(fields=["tenant", "settled_by"], name="vouchings_settled_by"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
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
                            ("export", "see and take along"),
                            ("correct", "correct"),
                            ("delete", "delete"),
                            ("withdraw", "withdraw consent"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "asked"), ("done", "done"), ("refused", "refused")],
                        default="asked",
                        max_length=20,
                    ),
                ),
                ("wish", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("outcome", rembuk.tenancy.privacy.EncryptedTextField(blank=True)),
                ("found_late_at", models.DateTimeField(null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
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
                "indexes": [
                    models.Index(fields=["tenant", "state", "due_at"], name="data_requests_that_wait"),
                    models.Index(fields=["tenant", "person"], name="data_requests_of_a_person"),
                    models.Index(fields=["tenant", "done_by"], name="data_requests_done_by_a_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("state", "asked")),
                            models.Q(models.Q(("state", "asked"), _negated=True), ("done_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_finished_request_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_data_request_is_refused_for_a_reason",
                    ),
                ],
            },
        ),
    ]
