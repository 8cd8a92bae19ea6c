import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields
import rembuk.tenancy.privacy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("media", "0001_initial"),
        ("people", "0001_initial"),
        ("programmes", "0001_initial"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
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
                            ("answered", "answered"),
                            ("forwarded", "sent on"),
                            ("postponed", "postponed"),
                            ("declined", "declined"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason_code", models.CharField(blank=True, max_length=40)),
                ("sentence", models.CharField(max_length=1000)),
                ("next_step", models.CharField(blank=True, max_length=500)),
                ("level", models.CharField(blank=True, max_length=20)),
                ("agency", models.CharField(blank=True, max_length=200)),
                (
                    "answered_as",
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
                ("answered_at", models.DateTimeField()),
                (
                    "answered_by",
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
                        condition=models.Q(("sentence", ""), _negated=True), name="an_answer_has_a_sentence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "answered"),
                            models.Q(
                                models.Q(("reason_code", ""), _negated=True), models.Q(("next_step", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="no_refusal_without_a_reason_and_a_next_step",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "answered_by"], name="answers_by_a_person"),
                    models.Index(fields=["tenant", "rule_set"], name="answers_under_a_rule_set"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                ("summary", models.TextField(blank=True)),
                ("subject", models.CharField(max_length=60)),
                ("about_office", models.BooleanField(default=False)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("village", "village"),
                            ("subdistrict", "subdistrict"),
                            ("regency", "regency"),
                            ("province", "province"),
                            ("nation", "nation"),
                            ("mixed", "mixed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("agency", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "being considered"),
                            ("forwarded", "sent on to who is responsible"),
                            ("postponed", "postponed"),
                            ("declined", "declined"),
                            ("answered", "answered"),
                            ("emptied", "no voices left"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("voice_count", models.PositiveIntegerField(default=0)),
                ("support_count", models.PositiveIntegerField(default=0)),
                ("search_words", models.TextField(blank=True)),
                (
                    "answer",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voices.answer",
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
                    models.UniqueConstraint(fields=("tenant", "code"), name="a_need_has_its_own_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "emptied"]), ("answer__isnull", False), _connector="OR"
                        ),
                        name="a_need_with_a_fate_has_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "emptied"), ("voice_count", 0)),
                            models.Q(models.Q(("state", "emptied"), _negated=True), ("voice_count__gte", 1)),
                            _connector="OR",
                        ),
                        name="a_need_without_voices_is_emptied",
                    ),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="a_need_has_a_title"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "forwarded"), _negated=True),
                            models.Q(("level", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_forwarded_need_knows_its_level",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "-opened_at", "-id"], name="needs_newest_first"),
                    models.Index(fields=["tenant", "region_number", "-opened_at", "-id"], name="needs_of_a_region"),
                    models.Index(fields=["tenant", "region_number", "state"], name="needs_counted_by_place"),
                    models.Index(fields=["tenant", "state", "-opened_at", "-id"], name="needs_in_a_state"),
                    models.Index(fields=["tenant", "subject", "-opened_at", "-id"], name="needs_on_a_subject"),
                    models.Index(fields=["tenant", "programme"], name="needs_of_a_programme"),
                    models.Index(fields=["tenant", "region"], name="needs_by_region"),
                    models.Index(fields=["tenant", "locality"], name="needs_of_a_locality"),
                    models.Index(fields=["tenant", "answer"], name="needs_by_answer"),
                ],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="need",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="voices.need",
            ),
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("given_at", models.DateTimeField()),
                (
                    "identity",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.identity",
                    ),
                ),
                (
                    "need",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="voices.need"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "need", "identity"), name="an_identity_supports_a_need_once"
                    )
                ],
                "indexes": [models.Index(fields=["tenant", "identity"], name="supports_of_an_identity")],
            },
        ),
        migrations.CreateModel(
            name="Voice",
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
                ("request_digest", models.CharField(max_length=64)),
                ("region_number", models.BigIntegerField()),
                ("landmark", models.CharField(blank=True, max_length=400)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wish", "wish"),
                            ("complaint", "complaint"),
                            ("question", "question"),
                            ("thanks", "thanks"),
                            ("offer", "offer of help"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("women", "women"),
                            ("youth", "young people"),
                            ("elderly", "elderly people"),
                            ("disabled", "people with disabilities"),
                            ("children", "children"),
                            ("farmers", "farmers"),
                            ("poor", "poor households"),
                            ("customary", "customary community"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[("open", "open"), ("confidential", "confidential"), ("anonymous", "anonymous")],
                        max_length=20,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "web"),
                            ("assisted", "with help"),
                            ("meeting", "meeting"),
                            ("paper", "paper"),
                            ("whatsapp", "WhatsApp"),
                            ("sms", "SMS"),
                            ("kiosk", "kiosk"),
                            ("import", "list from another system"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("resident", "resident"),
                            ("forum", "planning forum"),
                            ("recess", "councillors' recess"),
                        ],
                        default="resident",
                        max_length=20,
                    ),
                ),
                ("words", rembuk.tenancy.privacy.EncryptedTextField()),
                ("shown_words", models.TextField()),
                ("spoken_on", models.DateField()),
                ("received_at", models.DateTimeField()),
                ("secret_hash", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("held", "being checked"),
                            ("tidied", "tidied"),
                            ("merged", "joined to a need"),
                            ("answered", "answered"),
                            ("declined", "declined"),
                            ("withheld", "withheld"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                ("about_office", models.BooleanField(default=False)),
                ("held_for", models.CharField(blank=True, max_length=200)),
                ("title", models.CharField(blank=True, max_length=160)),
                ("tidied_words", models.TextField(blank=True)),
                ("subject", models.CharField(blank=True, max_length=60)),
                ("tidied_at", models.DateTimeField(null=True)),
                ("source", models.CharField(blank=True, max_length=60)),
                ("external_id", models.CharField(blank=True, max_length=60)),
                (
                    "answer",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voices.answer",
                    ),
                ),
                (
                    "assisted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.identity",
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
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "tidied_by",
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
                    models.UniqueConstraint(fields=("tenant", "code"), name="a_voice_has_its_own_number"),
                    models.UniqueConstraint(fields=("tenant", "key"), name="a_voice_is_received_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("tenant", "source", "external_id"),
                        name="a_row_of_another_system_is_one_voice",
                    ),
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="a_voice_has_words"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "merged"), ("need__isnull", False)),
                            models.Q(models.Q(("state", "merged"), _negated=True), ("need__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_merged_voice_has_a_need_and_no_other_does",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["answered", "declined"]), _negated=True),
                            ("answer__isnull", False),
                            _connector="OR",
                        ),
                        name="an_answered_voice_has_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["tidied", "merged", "answered", "declined"]), _negated=True),
                            models.Q(models.Q(("title", ""), _negated=True), ("tidied_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_tidied_voice_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            models.Q(("held_for", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_held_voice_says_what_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confidentiality", "anonymous"), _negated=True),
                            ("contact__isnull", True),
                            _connector="OR",
                        ),
                        name="an_anonymous_voice_has_no_sender",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confidentiality", "anonymous"), _negated=True),
                            ("assisted_by__isnull", True),
                            _connector="OR",
                        ),
                        name="an_anonymous_voice_has_no_helper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "assisted"), _negated=True),
                            ("confidentiality", "anonymous"),
                            ("assisted_by__isnull", False),
                            _connector="OR",
                        ),
                        name="an_assisted_voice_names_who_helped",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "-received_at", "-id"], name="voices_newest_first"),
                    models.Index(fields=["tenant", "region_number", "-received_at", "-id"], name="voices_of_a_region"),
                    models.Index(fields=["tenant", "state", "received_at", "id"], name="voices_that_wait"),
                    models.Index(fields=["tenant", "need", "received_at"], name="voices_of_a_need"),
                    models.Index(fields=["tenant", "contact"], name="voices_of_a_contact"),
                    models.Index(fields=["tenant", "assisted_by"], name="voices_entered_by_a_person"),
                    models.Index(fields=["tenant", "tidied_by"], name="voices_tidied_by_a_person"),
                    models.Index(fields=["tenant", "programme"], name="voices_of_a_programme"),
                    models.Index(fields=["tenant", "region"], name="voices_by_region"),
                    models.Index(fields=["tenant", "locality"], name="voices_of_a_locality"),
                    models.Index(fields=["tenant", "answer"], name="voices_by_answer"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "against",
                    models.CharField(
                        choices=[
                            ("tidying", "the tidied words"),
                            ("merging", "the need it was joined to"),
                            ("answer", "the answer"),
                            ("withholding", "that it is not shown"),
                        ],
                        max_length=20,
                    ),
                ),
                ("why", rembuk.tenancy.privacy.EncryptedTextField()),
                ("raised_at", models.DateTimeField()),
                (
                    "settled_as",
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
                ("settled_at", models.DateTimeField(null=True)),
                ("sentence", models.CharField(blank=True, max_length=500)),
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
                    "voice",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="voices.voice"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("tenant", "voice"),
                        name="a_voice_is_disputed_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="an_objection_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True), models.Q(("sentence", ""), _negated=True), _connector="OR"
                        ),
                        name="an_objection_is_settled_with_a_reply",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "voice", "raised_at"], name="objections_of_a_voice"),
                    models.Index(fields=["tenant", "settled_at", "raised_at"], name="objections_that_wait"),
                    models.Index(fields=["tenant", "settled_by"], name="objections_settled_by"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "merged_as",
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
                ("merged_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_why", models.CharField(blank=True, max_length=300)),
                (
                    "merged_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "need",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="voices.need"
                    ),
                ),
                (
                    "voice",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="voices.voice"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("tenant", "voice"),
                        name="a_voice_is_joined_to_one_need_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True), models.Q(("undone_why", ""), _negated=True), _connector="OR"
                        ),
                        name="a_merge_is_undone_for_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "need", "merged_at"], name="merges_into_a_need"),
                    models.Index(fields=["tenant", "voice", "merged_at"], name="merges_of_a_voice"),
                    models.Index(fields=["tenant", "merged_by"], name="merges_by_a_person"),
                    models.Index(fields=["tenant", "undone_by"], name="merges_undone_by_a_person"),
                ],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="voice",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="voices.voice",
            ),
        ),
        migrations.CreateModel(
            name="VoicePhoto",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("upload_key", models.UUIDField(null=True)),
                ("added_at", models.DateTimeField()),
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
                    "voice",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="voices.voice"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "voice", "photo"), name="a_photo_comes_with_a_voice_once"
                    ),
                    models.UniqueConstraint(fields=("tenant", "upload_key"), name="an_upload_belongs_to_one_voice"),
                    models.CheckConstraint(
                        condition=models.Q(("photo__isnull", False), ("upload_key__isnull", False), _connector="OR"),
                        name="a_photo_is_here_or_on_its_way",
                    ),
                ],
                "indexes": [models.Index(fields=["tenant", "photo"], name="voices_of_a_photo")],
            },
        ),
        migrations.CreateModel(
            name="Withholding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                (
                    "taken_from",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("held", "being checked"),
                            ("tidied", "tidied"),
                            ("merged", "joined to a need"),
                            ("answered", "answered"),
                            ("declined", "declined"),
                            ("withheld", "withheld"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason_code", models.CharField(max_length=40)),
                ("sentence", models.CharField(max_length=500)),
                ("next_step", models.CharField(max_length=500)),
                (
                    "withheld_as",
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
                ("withheld_at", models.DateTimeField()),
                (
                    "lifted_as",
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
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_why", models.CharField(blank=True, max_length=500)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_from_need",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voices.need",
                    ),
                ),
                (
                    "voice",
                    rembuk.tenancy.fields.TenantFK(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="voices.voice"
                    ),
                ),
                (
                    "withheld_by",
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
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("tenant", "voice"),
                        name="a_voice_is_withheld_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason_code", ""), _negated=True),
                            models.Q(("sentence", ""), _negated=True),
                            models.Q(("next_step", ""), _negated=True),
                        ),
                        name="a_withholding_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_at__isnull", True), models.Q(("lifted_why", ""), _negated=True), _connector="OR"
                        ),
                        name="a_withholding_is_lifted_for_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "voice", "withheld_at"], name="withholdings_of_a_voice"),
                    models.Index(fields=["tenant", "taken_from_need"], name="withholdings_from_a_need"),
                    models.Index(fields=["tenant", "withheld_by"], name="withholdings_by_a_person"),
                    models.Index(fields=["tenant", "lifted_by"], name="withholdings_lifted_by"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["tenant", "need", "answered_at"], name="answers_to_a_need"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["tenant", "voice", "answered_at"], name="answers_to_a_voice"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("need__isnull", False), ("voice__isnull", True)),
                    models.Q(("need__isnull", True), ("voice__isnull", False)),
                    _connector="OR",
                ),
                name="an_answer_is_to_a_need_or_a_voice",
            ),
        ),
    ]
