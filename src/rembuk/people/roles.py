"""The roles, and which of them decide."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody is appointed to do in a region (jabatan atau tugas)."""

    OFFICER = "officer", _("village officer")
    FACILITATOR = "facilitator", _("facilitator")
    SECRETARY = "secretary", _("village secretary")
    HEAD = "head", _("village head")
    TREASURER = "treasurer", _("treasurer")
    COUNCIL = "council", _("village council member")
    SUBDISTRICT_OFFICER = "subdistrict_officer", _("sub-district officer")
    SUBDISTRICT_HEAD = "subdistrict_head", _("head of sub-district")
    MODERATOR = "moderator", _("moderator")
    MONITOR = "monitor", _("independent monitor")
    ADMINISTRATOR = "administrator", _("administrator of rules and roles")


# Those who decide, pay or hand out roles sign in with a second factor.
DECIDING = frozenset({
    Role.SECRETARY,
    Role.HEAD,
    Role.TREASURER,
    Role.COUNCIL,
    Role.SUBDISTRICT_HEAD,
    Role.MODERATOR,
    Role.ADMINISTRATOR,
})
