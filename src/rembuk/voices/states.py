"""The states of voices and needs, and the moves between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class VoiceKind(TextChoices):
    """What a voice wants (jenis suara)."""

    WISH = "wish", _("wish")
    COMPLAINT = "complaint", _("complaint")
    QUESTION = "question", _("question")
    THANKS = "thanks", _("thanks")
    OFFER = "offer", _("offer of help")


class Confidentiality(TextChoices):
    """Who may know who spoke: everybody who must, only the handler (rahasia), or nobody at all (anonim)."""

    OPEN = "open", _("open")
    CONFIDENTIAL = "confidential", _("confidential")
    ANONYMOUS = "anonymous", _("anonymous")


class Group(TextChoices):
    """Groups of residents that must be heard (unsur masyarakat); always optional."""

    WOMEN = "women", _("women")
    YOUTH = "youth", _("young people")
    ELDERLY = "elderly", _("elderly people")
    DISABLED = "disabled", _("people with disabilities")
    CHILDREN = "children", _("children")
    FARMERS = "farmers", _("farmers")
    POOR = "poor", _("poor households")
    CUSTOMARY = "customary", _("customary community")


class Channel(TextChoices):
    """How a voice arrived (saluran): all have the same rights and the same receipt."""

    WEB = "web", _("web")
    ASSISTED = "assisted", _("with help")
    MEETING = "meeting", _("meeting")
    PAPER = "paper", _("paper")
    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("SMS")
    KIOSK = "kiosk", _("kiosk")
    IMPORT = "import", _("list from another system")


class Origin(TextChoices):
    """The road a wish came by (asal usulan); councillors' recess is a road of its own."""

    RESIDENT = "resident", _("resident")
    FORUM = "forum", _("planning forum")
    RECESS = "recess", _("councillors' recess")


class VoiceState(TextChoices):
    """Where a voice is; a merged one shares the fate of its need."""

    RECEIVED = "received", _("received")
    HELD = "held", _("being checked")
    TIDIED = "tidied", _("tidied")
    MERGED = "merged", _("joined to a need")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("declined")
    WITHHELD = "withheld", _("withheld")
    WITHDRAWN = "withdrawn", _("withdrawn")


VOICE_STATES = StateTable(
    start=VoiceState.RECEIVED,
    moves={
        VoiceState.RECEIVED: frozenset({
            VoiceState.HELD,
            VoiceState.TIDIED,
            VoiceState.WITHHELD,
            VoiceState.WITHDRAWN,
        }),
        VoiceState.HELD: frozenset({VoiceState.RECEIVED, VoiceState.WITHHELD, VoiceState.WITHDRAWN}),
        VoiceState.TIDIED: frozenset({
            VoiceState.MERGED,
            VoiceState.ANSWERED,
            VoiceState.DECLINED,
            VoiceState.WITHHELD,
            VoiceState.WITHDRAWN,
        }),
        VoiceState.MERGED: frozenset({VoiceState.TIDIED, VoiceState.WITHHELD, VoiceState.WITHDRAWN}),
        VoiceState.ANSWERED: frozenset({VoiceState.TIDIED, VoiceState.WITHHELD, VoiceState.WITHDRAWN}),
        VoiceState.DECLINED: frozenset({VoiceState.TIDIED, VoiceState.WITHHELD, VoiceState.WITHDRAWN}),
        # What is shown again goes back to where it was taken from.
        VoiceState.WITHHELD: frozenset({
            VoiceState.RECEIVED,
            VoiceState.TIDIED,
            VoiceState.MERGED,
            VoiceState.ANSWERED,
            VoiceState.DECLINED,
            VoiceState.WITHDRAWN,
        }),
        VoiceState.WITHDRAWN: frozenset(),
    },
)


class NeedState(TextChoices):
    """What is being done about a need."""

    OPEN = "open", _("being considered")
    FORWARDED = "forwarded", _("sent on to who is responsible")
    POSTPONED = "postponed", _("postponed")
    DECLINED = "declined", _("declined")
    ANSWERED = "answered", _("answered")
    EMPTIED = "emptied", _("no voices left")


NEED_STATES = StateTable(
    start=NeedState.OPEN,
    moves={
        NeedState.OPEN: frozenset({
            NeedState.FORWARDED,
            NeedState.POSTPONED,
            NeedState.DECLINED,
            NeedState.ANSWERED,
            NeedState.EMPTIED,
        }),
        NeedState.FORWARDED: frozenset({
            NeedState.OPEN,
            NeedState.POSTPONED,
            NeedState.DECLINED,
            NeedState.ANSWERED,
            NeedState.EMPTIED,
        }),
        NeedState.POSTPONED: frozenset({NeedState.OPEN, NeedState.EMPTIED}),
        NeedState.DECLINED: frozenset({NeedState.OPEN, NeedState.EMPTIED}),
        NeedState.ANSWERED: frozenset({NeedState.OPEN, NeedState.EMPTIED}),
        # A voice that comes back finds the fate that its need had.
        NeedState.EMPTIED: frozenset({
            NeedState.OPEN,
            NeedState.FORWARDED,
            NeedState.POSTPONED,
            NeedState.DECLINED,
            NeedState.ANSWERED,
        }),
    },
)


class AnswerKind(TextChoices):
    """What an answer does to what it answers."""

    ANSWERED = "answered", _("answered")
    FORWARDED = "forwarded", _("sent on")
    POSTPONED = "postponed", _("postponed")
    DECLINED = "declined", _("declined")


class Disputed(TextChoices):
    """What a sender objects to."""

    TIDYING = "tidying", _("the tidied words")
    MERGING = "merging", _("the need it was joined to")
    ANSWER = "answer", _("the answer")
    WITHHOLDING = "withholding", _("that it is not shown")
