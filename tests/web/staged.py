"""The stage with the small cast on it, every sample in place, and a door that visitors knock at."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client

from rembuk.regions.models import Tier
from rembuk.web.matrix import Visitor
from rembuk.web.staging import Stage, open_session, set_stage
from tests.cast import MONDAY, Cast, make_region
from tests.voices.scenes import opened


def staged(cast: Cast, *, at: datetime = MONDAY) -> Stage:
    """Open a need in the kampung of the cast, and appoint people there and in a kecamatan far away."""
    make_region("18.02.05", Tier.SUBDISTRICT, "Contoh Jauh")
    far = make_region("18.02.05.2001", Tier.VILLAGE, "Contoh Sana")
    opened(cast, "the sample")
    return set_stage(cast.kampung, far, at=at)


def client_of(stage: Stage, visitor: Visitor) -> Client:
    """Return a browser in which the visitor has signed in."""
    client = Client(raise_request_exception=False)
    key = open_session(stage.person(visitor), is_proven=visitor.is_proven)
    if key:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def body_of(answer: HttpResponseBase) -> bytes:
    """Read an answer to its end and close what it holds open.

    Its own `close` would end the request, and with it the transaction that the test is in.
    """
    assert answer.status_code != HTTPStatus.INTERNAL_SERVER_ERROR, answer.request["PATH_INFO"]  # type: ignore[attr-defined]  # the test client's
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]  # either kind
    for close in answer._resource_closers:  # type: ignore[attr-defined]  # Django's own
        close()
    return body
