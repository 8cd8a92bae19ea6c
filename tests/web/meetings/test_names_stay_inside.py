"""A list of names is planted in a meeting: nobody but its recorders ever reads one of them."""

from __future__ import annotations

from uuid import UUID, uuid4

from rembuk.meetings.actions import write_attendee
from rembuk.meetings.models import Attendee, Entry, Meeting
from rembuk.meetings.states import Crowd, MeetingState
from rembuk.people.roles import Role
from rembuk.web.matrix import Visitor
from rembuk.web.pages import PAGES, Page
from rembuk.web.samples import NoSample
from rembuk.web.staging import Stage
from tests.cast import THURSDAY, Cast
from tests.web import staged as staging
from tests.web.pages import read

NAME = "Zubaidah Rahasia"
KEY = UUID("0190a6b4-0000-7000-8000-0000000000dd")
# Whoever looks at everything that could tell: a stranger, and the head, who reads along and does not record.
CURIOUS = (Visitor("anybody", is_signed_in=False), Visitor("head", role=Role.HEAD, is_proven=True))


def with_a_name(cast: Cast) -> tuple[Stage, Meeting]:
    stage = staging.staged(cast, at=THURSDAY)
    meeting = Meeting.objects.get(state=MeetingState.RUNNING)
    write_attendee(meeting, KEY, NAME, [Crowd.WOMEN], by=stage.insider(Role.FACILITATOR), at=THURSDAY)
    return stage, meeting


def test_no_page_and_no_export_says_a_name_from_the_list(cast: Cast):
    stage, _meeting = with_a_name(cast)

    told = [
        f"{visitor.name}: {page.name}"
        for visitor in CURIOUS
        for client in [staging.client_of(stage, visitor)]
        for page in PAGES
        for address in addresses(page, stage, visitor)
        if NAME.encode() in staging.body_of(client.get(address))
    ]

    assert told == []


def test_the_recorder_writes_counts_and_strikes_names(client_of, cast: Cast):
    stage, meeting = with_a_name(cast)
    client, address = client_of(stage.insider(Role.FACILITATOR)), f"/en/meja/rapat/{meeting.code}/hadir"
    before = Entry.objects.count()
    assert "They are erased on" in read(client.get(address)).text

    page = read(client.post(address, {"do": "write", "write-key": uuid4(), "write-name": "Adi Contoh"}, follow=True))
    assert "2 people Adi Contoh Zubaidah Rahasia women" in page.text
    client.post(address, {"do": "count", "count-key": KEY})
    assert Entry.objects.count() == before + 2
    for person in Attendee.objects.all():
        client.post(address, {"do": "strike", "strike-person": person.pk})

    assert "Nobody is on the list" in read(client.get(address)).text


def test_whoever_reads_along_sees_that_there_is_a_list_and_nobody_on_it(client_of, cast: Cast):
    stage, meeting = with_a_name(cast)

    page = read(client_of(stage.insider(Role.HEAD)).get(f"/en/meja/rapat/{meeting.code}/hadir"))

    assert "Only those who record this meeting see the names." in page.text
    assert NAME not in page.text
    assert page.fields == {}


def addresses(page: Page, stage: Stage, visitor: Visitor) -> list[str]:
    try:
        return page.addresses(stage.owner(visitor))
    except NoSample:
        return []
