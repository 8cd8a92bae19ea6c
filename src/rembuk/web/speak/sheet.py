"""All answers given so far, as they travel from page to page in hidden fields: no session, no cookie."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from rembuk.web.programme import hamlets_offered
from rembuk.web.speak.forms import MoreForm, PlaceForm, SayForm, SenderForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django import forms
    from django.utils.functional import _StrPromise

    from rembuk.regions.models import Region

QUESTIONS: Final = ("say", "place", "more", "sender")
CHECK: Final = "check"
STEPS: Final = (*QUESTIONS, CHECK)
TITLES: Final[Mapping[str, _StrPromise]] = {
    "say": _("What would you like to say?"),
    "place": _("Where is it?"),
    "more": _("What helps us understand?"),
    "sender": _("Shall you stay unknown?"),
    "check": _("Is everything right?"),
}
# Nobody tells a wish, a place and a sender in less; a program does.
SHORTEST_SECONDS = 4
_signer = Signer(salt="rembuk.speak")


@dataclass(frozen=True)
class Sheet:
    """The answers as they were typed, and the forms that read them."""

    villages: Sequence[Region]
    data: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)  # Any: Django's uploaded files.
    refused_photo: str = ""

    def shown(self, step: str) -> forms.Form:
        """Return a question with what was answered before, without complaints."""
        answered = {name: self.data[name] for name in FIELDS[step] if name in self.data}
        return self._form(step, initial=answered or None)

    def checked(self, step: str) -> forms.Form:
        """Return a question with its answer checked, which happens once."""
        if step not in self._checked:
            self._checked[step] = self._check(step)
        return self._checked[step]

    def _check(self, step: str) -> forms.Form:
        form = self._form(step, self.data, self.files)
        if step == "more" and self.refused_photo:
            form.add_error("photo", self.refused_photo)
        return form

    @cached_property
    def _checked(self) -> dict[str, forms.Form]:
        return {}

    def first_mistake(self) -> str | None:
        """Return the first question whose answer will not do, or None."""
        return next((step for step in QUESTIONS if not self.checked(step).is_valid()), None)

    def cleaned(self) -> dict[str, Any]:  # Any: each form cleans to its own types.
        """Return all answers, cleaned; call it when there is no mistake."""
        checked = [self.checked(step) for step in QUESTIONS]
        return {name: answer for form in checked if form.is_valid() for name, answer in form.cleaned_data.items()}

    def carried(self, besides: str) -> list[tuple[str, str]]:
        """Return what a page that asks one question has to carry for the others."""
        here = set(FIELDS.get(besides, ()))
        kept = [name for step in QUESTIONS for name in FIELDS[step] if name not in here]
        carried = [
            (name, self.data[name])
            for name in (*kept, "begun", "website", "like", "post", "about")
            if self.data.get(name)
        ]
        # The first page is the same for everybody and may lie in a phone's cache; the key is made when it comes back.
        return [*carried, ("key", str(self.key))] if "step" in self.data else carried

    def with_new_key(self) -> Sheet:
        """Return the same answers as another voice."""
        return replace(self, data={**self.data, "key": str(uuid4())})

    @cached_property
    def key(self) -> UUID:
        """The voice's key: made at the first answer, then carried along."""
        return key_from(self.data.get("key", "")) or uuid4()

    def _form(self, step: str, *arguments: Any, **options: Any) -> forms.Form:  # Any: Django's own form arguments.
        if step == "place":
            hamlets = hamlets_offered(self.villages, self.data.get("region", ""))
            return PlaceForm(*arguments, villages=self.villages, hamlets=hamlets, **options)
        return FORMS[step](*arguments, **options)


FORMS: Final[Mapping[str, type[forms.Form]]] = {"say": SayForm, "more": MoreForm, "sender": SenderForm}
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "say": tuple(SayForm.base_fields),
    "place": tuple(PlaceForm.base_fields),
    "more": tuple(name for name in MoreForm.base_fields if name != "photo"),
    "sender": tuple(SenderForm.base_fields),
    "check": (),
}


def key_from(text: str) -> UUID | None:
    """Return the key a text holds, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def begin(*, at: datetime) -> str:
    """Return a mark of the moment a form was handed out, which nobody else can make."""
    return _signer.sign(str(int(at.timestamp())))


def is_hasty(begun: str, *, at: datetime) -> bool:
    """Was a form sent back sooner than a human can fill it in, or without its mark?"""
    try:
        handed_out = int(_signer.unsign(begun))
    except BadSignature:
        return True
    return at.timestamp() - handed_out < SHORTEST_SECONDS
