"""Who may do what with voices and needs.

A matter about an office is handled one tier above it. Who entered a voice, or sent it, does not refuse it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from rembuk.people.models import Identity, Person
from rembuk.people.queries import holds_any, holds_role, roles_in
from rembuk.people.roles import Role
from rembuk.programmes.rules import Level
from rembuk.regions.models import Region, Tier
from rembuk.voices.models import Answer, Merge, Need, Objection, Voice, Withholding
from rembuk.voices.states import Channel, Disputed, NeedState, VoiceKind, VoiceState

HELPERS = (
    Role.OFFICER,
    Role.FACILITATOR,
    Role.SECRETARY,
    Role.HEAD,
    Role.SUBDISTRICT_OFFICER,
    Role.SUBDISTRICT_HEAD,
)
CHECKERS = (Role.MODERATOR, Role.SUBDISTRICT_OFFICER)
TIDIERS = (Role.OFFICER, Role.FACILITATOR, Role.SUBDISTRICT_OFFICER)
ROUTERS = (Role.OFFICER, Role.SECRETARY, Role.HEAD, Role.SUBDISTRICT_OFFICER, Role.SUBDISTRICT_HEAD)
REPLIERS = (Role.OFFICER, Role.SECRETARY)
ABOVE_THE_VILLAGE = (Role.SUBDISTRICT_OFFICER, Role.SUBDISTRICT_HEAD)

# Somebody else holds the pen on these ways in.
HELPED = frozenset({Channel.ASSISTED, Channel.MEETING, Channel.PAPER})
# A question or thanks is answered, not decided.
REPLIED_TO = frozenset({VoiceKind.QUESTION, VoiceKind.THANKS})
VILLAGE_LEVELS = frozenset({"", Level.VILLAGE.value, Level.MIXED.value})


def may_receive_voice(person: Person | None, region: Region, channel: Channel, *, at: datetime) -> bool:
    """Anybody speaks for themselves; staff of the place enter what was said in a meeting, on paper or with help."""
    if person is None:
        return channel not in HELPED
    return holds_any(person, HELPERS, region.number, at=at)


def may_hold_voice(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """A new voice is held for checking by the intake itself, or by a moderator or sub-district officer."""
    return person is None or holds_any(person, CHECKERS, voice.region_number, at=at)


def may_check_voice(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """A moderator or sub-district officer checks held voices; never one they entered themselves."""
    return holds_any(person, CHECKERS, voice.region_number, at=at) and not is_involved(person, voice)


def may_withhold_voice(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """A moderator or sub-district officer withholds a voice and shows it again; never one they entered themselves."""
    return holds_any(person, CHECKERS, voice.region_number, at=at) and not is_involved(person, voice)


def may_tidy_voice(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """An officer or facilitator of the place tidies a voice; one about an office, the sub-district officer alone."""
    return holds_any(person, _one_tier_up(TIDIERS, about_office=voice.about_office), voice.region_number, at=at)


def may_add_photo(person: Person | None, voice: Voice) -> bool:
    """Whoever holds the key of an upload adds its photo to the voice that announced it, while nobody has tidied it."""
    del person
    return voice.state in {VoiceState.RECEIVED, VoiceState.HELD}


def may_merge_voice(person: Person | None, voice: Voice, need: Need, *, at: datetime) -> bool:
    """Who may tidy a voice joins it to a need or parts it again; with a declined need, only who decides on it."""
    if need.state != NeedState.DECLINED:
        return may_tidy_voice(person, voice, at=at)
    return may_decide_need(person, need, at=at) and not is_involved(person, voice)


def may_change_need(person: Person | None, need: Need, *, at: datetime) -> bool:
    """An officer or facilitator of the place opens, describes and splits a need; about an office, the sub-district."""
    return holds_any(person, _one_tier_up(TIDIERS, about_office=need.about_office), need.region_number, at=at)


def may_split_need(person: Person | None, need: Need, *, at: datetime) -> bool:
    """Who may change a need splits it; a declined one, only who may take it up again."""
    return may_change_need(person, need, at=at) and (
        need.state != NeedState.DECLINED or may_reopen_need(person, need, at=at)
    )


def may_route_need(person: Person | None, need: Need, *, at: datetime) -> bool:
    """Village or sub-district staff look up who is responsible and send a need on; facilitators do not."""
    return holds_any(person, _one_tier_up(ROUTERS, about_office=need.about_office), need.region_number, at=at)


def may_decide_need(person: Person | None, need: Need, *, at: datetime) -> bool:
    """The village head answers for the village; the sub-district head for all above it and all about an office."""
    return holds_role(person, _decider(need.region_number, need.level, need.about_office), need.region_number, at=at)


def may_refuse_need(person: Person | None, need: Need, *, at: datetime) -> bool:
    """Who answers for a need may decline or postpone it, unless they entered or sent a voice in it.

    Where the village head did, the head of the sub-district stands in.
    """
    if has_entered_into(person, need):
        return False
    if may_decide_need(person, need, at=at):
        return True
    return holds_any(person, (Role.SUBDISTRICT_HEAD,), need.region_number, at=at) and _head_entered(
        _helpers_of(need), need.region_number, at
    )


def may_reopen_need(person: Person | None, need: Need, *, at: datetime) -> bool:
    """Who answers for a need takes it up again; so does the head of the sub-district."""
    return may_decide_need(person, need, at=at) or holds_any(
        person, (Role.SUBDISTRICT_HEAD,), need.region_number, at=at
    )


def may_answer_voice(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """Village staff answer questions and thanks; wishes, complaints and offers wait for who decides."""
    if may_decide_voice(person, voice, at=at):
        return True
    if voice.about_office or voice.kind not in REPLIED_TO:
        return False
    return holds_any(person, REPLIERS, voice.region_number, at=at)


def may_decide_voice(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """The village head decides on a voice of the village; the head of the sub-district on one about an office."""
    return holds_role(person, _decider(voice.region_number, "", voice.about_office), voice.region_number, at=at)


def may_decline_voice(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """Who decides on a voice may decline it, unless they entered or sent it; then the sub-district head stands in."""
    if is_involved(person, voice):
        return False
    if may_decide_voice(person, voice, at=at):
        return True
    helper = [voice.assisted_by] if voice.assisted_by else []
    return holds_any(person, (Role.SUBDISTRICT_HEAD,), voice.region_number, at=at) and _head_entered(
        helper, voice.region_number, at
    )


def may_reopen_voice(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """Who decides on a voice takes it up again; so does the head of the sub-district."""
    return may_decide_voice(person, voice, at=at) or holds_any(
        person, (Role.SUBDISTRICT_HEAD,), voice.region_number, at=at
    )


def may_speak_for_voice(person: Person | None, voice: Voice) -> bool:
    """The sender withdraws a voice or objects: signed in with the number it was sent from, or with the receipt word."""
    return person is not None and voice.contact is not None and voice.contact.person_id == person.pk


def may_settle_objection(person: Person | None, objection: Objection, *, at: datetime) -> bool:
    """Somebody else than who did it looks at an objection: sub-district, moderator, or for tidying village staff."""
    voice = objection.voice
    roles: tuple[Role, ...] = (*ABOVE_THE_VILLAGE, Role.MODERATOR)
    if objection.against in {Disputed.TIDYING, Disputed.MERGING} and not voice.about_office:
        roles = (*roles, Role.OFFICER, Role.FACILITATOR)
    return holds_any(person, roles, voice.region_number, at=at) and not _did_it(person, objection)


def may_support_need(person: Person | None, identity: Identity) -> bool:
    """A resident supports a need once, under a phone number or address they have confirmed as their own."""
    return person is not None and identity.person_id == person.pk


def may_detach_sender(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """A sender has a voice detached from them; the administrator does it when they ask for their data to be deleted."""
    return may_speak_for_voice(person, voice) or holds_any(person, (Role.ADMINISTRATOR,), voice.region_number, at=at)


def knows_sender(person: Person | None, voice: Voice, *, at: datetime) -> bool:
    """Does this person handle the voice, and so know who sent it? Of an anonymous one, nobody does."""
    roles = _one_tier_up((*TIDIERS, *ROUTERS), about_office=voice.about_office)
    return holds_any(person, roles, voice.region_number, at=at)


def is_involved(person: Person | None, voice: Voice) -> bool:
    """Did this person enter the voice for somebody, or send it?"""
    return person is not None and (voice.assisted_by_id == person.pk or may_speak_for_voice(person, voice))


def role_of(person: Person | None, roles: Iterable[Role], region_number: int, *, at: datetime) -> str:
    """Return the first of the roles that a person holds in a region, "" for none: what the public reads for a name."""
    held = roles_in(person, region_number, at=at)
    return next((role.value for role in roles if role in held), "")


def _one_tier_up(roles: tuple[Role, ...], *, about_office: bool) -> tuple[Role, ...]:
    return tuple(role for role in roles if role in ABOVE_THE_VILLAGE) if about_office else roles


def _decider(region_number: int, level: str, about_office: bool) -> Role:  # noqa: FBT001 - a fact, not a switch.
    if about_office or level not in VILLAGE_LEVELS or not is_village(region_number):
        return Role.SUBDISTRICT_HEAD
    return Role.HEAD


def is_village(region_number: int) -> bool:
    """Is this the number of a kampung, and not of what lies above it?"""
    return region_number % Region.SPAN[Tier.SUBDISTRICT] != 0


def has_entered_into(person: Person | None, need: Need) -> bool:
    """Did this person enter or send a voice in the need?"""
    if person is None:
        return False
    voices = Voice.objects.filter(need=need)
    return voices.filter(assisted_by=person).exists() or voices.filter(contact__person=person).exists()


def _helpers_of(need: Need) -> list[Person]:
    entered = Voice.objects.filter(need=need, assisted_by__isnull=False).values("assisted_by").distinct()
    return list(Person.objects.filter(pk__in=entered))


def _head_entered(helpers: Iterable[Person], region_number: int, at: datetime) -> bool:
    return any(holds_role(helper, Role.HEAD, region_number, at=at) for helper in helpers)


def _did_it(person: Person | None, objection: Objection) -> bool:
    """Did this person do what is objected to, or have a part in the voice?"""
    return person is None or is_involved(person, objection.voice) or _doer(objection) == person.pk


def _doer(objection: Objection) -> UUID | None:
    voice = objection.voice
    match objection.against:
        case Disputed.MERGING:
            merge = Merge.objects.filter(voice=voice).order_by("-merged_at", "-id").first()
            return merge.merged_by_id if merge else None
        case Disputed.WITHHOLDING:
            withholding = Withholding.objects.filter(voice=voice).order_by("-withheld_at", "-id").first()
            return withholding.withheld_by_id if withholding else None
        case Disputed.ANSWER:
            answer: Answer | None = voice.answer or (voice.need.answer if voice.need else None)
            return answer.answered_by_id if answer else None
    tidier: UUID | None = voice.tidied_by_id
    return tidier
