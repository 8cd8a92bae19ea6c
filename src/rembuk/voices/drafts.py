"""A voice before it has a number: checked, and told apart from another by its digest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from rembuk.engines.merkle.canonical import canonical_json
from rembuk.kernel.texts import tidy_text
from rembuk.media.models import Photo
from rembuk.people.models import Identity
from rembuk.programmes.models import Programme
from rembuk.regions.models import Locality, Region
from rembuk.tenancy.privacy import blind_index
from rembuk.voices.states import Channel, Confidentiality, Group, Origin, VoiceKind

MOST_LETTERS = 5_000
MOST_PHOTOS = 3
LONGEST_LANDMARK = 200


class BadDraft(ValueError):
    """A voice cannot be received as it is; the message says why."""


@dataclass(frozen=True, kw_only=True)
class VoiceDraft:
    """What somebody said, where and how.

    `key` is made by the sender's device and makes a replay harmless. `photos` are kept already, `photo_keys` are
    uploads that may still be on their way. `about_office` says that the voice is about the kampung government itself.
    """

    key: UUID
    programme: Programme
    region: Region
    words: str
    kind: VoiceKind
    channel: Channel
    spoken_on: date
    confidentiality: Confidentiality = Confidentiality.OPEN
    group: str = ""
    locality: Locality | None = None
    landmark: str = ""
    origin: Origin = Origin.RESIDENT
    contact: Identity | None = None
    photos: tuple[Photo, ...] = field(default=())
    photo_keys: tuple[UUID, ...] = field(default=())
    about_office: bool = False
    source: str = ""
    external_id: str = ""

    def __post_init__(self) -> None:
        for is_fine, fault in (
            (tidy_text(self.words), "Nothing was said."),
            (len(self.words) <= MOST_LETTERS, f"More than {MOST_LETTERS} letters."),
            (len(self.landmark) <= LONGEST_LANDMARK, f"The place has more than {LONGEST_LANDMARK} letters."),
            (self._is_anonymous_or_not(), "An anonymous voice names nobody."),
            (self.group in {"", *Group.values}, f"There is no group {self.group}."),
            (self.programme.region.holds(self.region.number), "The programme does not run there."),
            (self.locality is None or self.locality.region_id == self.region.number, "The hamlet is elsewhere."),
            (len(self.photos) + len(self.photo_keys) <= MOST_PHOTOS, f"More than {MOST_PHOTOS} photos."),
            (bool(self.source) or not self.external_id, "A foreign number needs its source."),
        ):
            if not is_fine:
                raise BadDraft(fault)

    def _is_anonymous_or_not(self) -> bool:
        return self.confidentiality != Confidentiality.ANONYMOUS or self.contact is None

    def digest(self) -> str:
        """Return a keyed fingerprint of the request; without the key, nobody can try out what was said.

        Photos are left out: they may arrive before the voice on one try and after it on the next. So is the day, which
        a phone that tries again past midnight tells anew.
        """
        said = [
            str(self.programme.pk),
            self.region.number,
            self.words,
            self.kind.value,
            self.channel.value,
            self.confidentiality.value,
            self.group,
            str(self.locality.pk) if self.locality else "",
            self.landmark,
            self.origin.value,
            str(self.contact.pk) if self.contact else "",
            self.about_office,
            self.source,
            self.external_id,
        ]
        return blind_index("voice request", canonical_json(said).decode())
