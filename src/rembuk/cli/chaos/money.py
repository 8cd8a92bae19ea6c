"""Payments, and words for what residents gave, that come in while what takes them in dies: each counts once, whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from rembuk.cli.chaos.campaign import Plan
from rembuk.cli.chaos.clients import Window
from rembuk.cli.chaos.history import Deed, Outcome, Stored

if TYPE_CHECKING:
    from rembuk.finance.models import PaymentRequest, Post
    from rembuk.journeys.year.staff import Staff
    from rembuk.people.models import Person
    from rembuk.projects.swadaya.models import Gift, Supply
    from rembuk.regions.models import Region

CLIENTS = 50
SPOILT = 0.03
MOST_RUPIAH = 9_999
TOKEN = "a" * 32


@dataclass(frozen=True)
class Errand:
    """What somebody does on a page, and how much money it moves."""

    by: Person
    path: str
    deed: Deed
    rupiah: int = 0


@dataclass(frozen=True)
class Day:
    """A day on which payments are made and gifts are confirmed; `spent` was spent before."""

    began_at: datetime
    spent: int
    errands: Sequence[Errand]


def plan_money(tenant: int, _port: int, *, n: int, seed: int) -> Plan:
    """Plan n writes, half of them payments and half words for gifts; some payments come without their receipt."""
    from rembuk.tenancy import in_tenant

    with in_tenant(tenant):
        day = prepared(n, seed)
        headers = _headers(day.errands)
    errands = {one.deed.key: one for one in day.errands}
    window = Window(
        lambda deed: errands[deed.key].path, lambda deed: headers[errands[deed.key].by], _body, bytes.decode
    )
    sent = [one.deed for one in day.errands]
    return Plan(window, sent, lambda: stored(day, tenant), lambda: misspent(day, tenant), CLIENTS)


def _headers(errands: Sequence[Errand]) -> dict[Person, dict[str, str]]:
    """Sign everybody in, with their second factor."""
    from django.conf import settings

    from rembuk.web.staging import open_session

    cookies = {person: open_session(person, is_proven=True) for person in {one.by for one in errands}}
    return {
        person: {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrf={TOKEN}; {settings.SESSION_COOKIE_NAME}={cookie}",
        }
        for person, cookie in cookies.items()
    }


def _body(deed: Deed) -> bytes:
    return urlencode(deed.body).encode()


# --- what there is to pay and to confirm ---------------------------------------------------------------------------


def prepared(n: int, seed: int) -> Day:
    """Approve payments and write gifts down, so that the treasurer and those who saw the gifts come next."""
    from rembuk.journeys.books.tally import tally_books

    office = Office(Random(f"{seed}:money"), datetime.now(UTC))  # noqa: S311 - the same money each time is the point.
    payments = [office.payment(number) for number in range(n // 2)]
    words = [office.word(number) for number in range(n - n // 2)]
    office.random.shuffle(errands := [*payments, *words])
    return Day(datetime.now(UTC), tally_books().spent, errands)


@dataclass(frozen=True)
class Office:
    """The village offices of the invented year, with what they prepare."""

    random: Random
    at: datetime

    def payment(self, number: int) -> Errand:
        """Return the payment of a request that was approved, out of the post with the most money."""
        request = self._approved(number)
        path, receipt = f"/meja/uang/spp/{request.pk}", f"Kuitansi uji {number}"
        key = self._key()
        document = "" if self.random.random() < SPOILT else receipt
        body = {"csrfmiddlewaretoken": TOKEN, "do": "pay", "pay-key": key, "pay-document": document}
        deed = Deed(key, f"{path}: {receipt}, {request.amount_rupiah}", body)
        return Errand(self._who("bendahara", self._post.region), path, deed, request.amount_rupiah)

    def word(self, number: int) -> Errand:
        """Return the word of the council for a gift."""
        supply = self._supplies[number % len(self._supplies)]
        gift, project = self._given(supply), supply.project
        deed = Deed(str(gift.pk), str(gift.pk), {"csrfmiddlewaretoken": TOKEN, "gift": str(gift.pk)})
        return Errand(self._who("bpk", project.region), f"/kerja/{project.code}/gotong-royong/saksi", deed)

    @cached_property
    def _post(self) -> Post:
        from rembuk.finance.models import Post
        from rembuk.finance.posts import given_to
        from rembuk.finance.queries import bound_of, free_cash_of

        def payable(post: Post) -> int:
            cash = free_cash_of(post.region_number, post.year, post.fund)
            return min(given_to(post) - bound_of(post), cash)

        return max(Post.objects.select_related("region").order_by("region_number", "year", "number"), key=payable)

    @cached_property
    def _supplies(self) -> list[Supply]:
        from rembuk.projects.states import ProjectState
        from rembuk.projects.swadaya.models import Supply
        from rembuk.projects.swadaya.states import GiftKind

        open_ones = Supply.objects.filter(kind=GiftKind.MATERIAL).exclude(project__state=ProjectState.DONE)
        return list(open_ones.select_related("project__region").order_by("project__code", "key"))

    def _approved(self, number: int) -> PaymentRequest:
        from rembuk.finance.actions import approve_request, ask_for_payment
        from rembuk.finance.drafts import Slip

        slip = Slip(UUID(self._key()), self.random.randint(1, MOST_RUPIAH), f"SPP uji {number}")
        treasurer, head = self._who("bendahara", self._post.region), self._who("kepala", self._post.region)
        request = ask_for_payment(self._post, slip, "Paku dan kawat (uji)", by=treasurer, at=self.at)
        approve_request(request, f"Persetujuan uji {number}", by=head, at=self.at)
        return request

    def _given(self, supply: Supply) -> Gift:
        from rembuk.kernel.periods import local_day
        from rembuk.projects.swadaya.actions import GiftDraft, take_gift

        draft = GiftDraft(UUID(self._key()), Decimal(self.random.randint(1, 9)), local_day(self.at))
        return take_gift(supply, draft, by=self._who("petugas", supply.project.region), at=self.at)

    def _who(self, office: str, village: Region) -> Person:
        return self._staff.officer(office, village).person

    @cached_property
    def _staff(self) -> Staff:
        from rembuk.journeys.year.staff import Staff
        from rembuk.people.models import Person

        return Staff({person.login: person for person in Person.objects.all() if person.login}, "", "")

    def _key(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))


# --- what became of it ---------------------------------------------------------------------------------------------


def stored(day: Day, tenant: int) -> Iterator[Stored]:
    """Yield every payment and every word of the day, with what is missing of it."""
    from rembuk.journal.models import Act
    from rembuk.tenancy import in_tenant

    with in_tenant(tenant):
        acts = Act.objects.filter(kind__in=("money.paid", "swadaya.confirmed"), at__gte=day.began_at)
        told = Counter(acts.values_list("subject", flat=True))
        yield from _payments(day, told)
        yield from _words(day, told)


def _payments(day: Day, told: Counter[str]) -> Iterator[Stored]:
    from rembuk.finance.models import Transfer
    from rembuk.finance.states import RequestState
    from rembuk.journal.queries import reference

    for paid in Transfer.objects.filter(made_at__gte=day.began_at).select_related("request"):
        request = paid.request
        path = f"/meja/uang/spp/{paid.request_id}"
        missing = {
            "its act": told[reference(paid)] != 1,
            "the state of its request": request is None or request.state != RequestState.PAID,
        }
        words = f"{path}: {paid.document}, {paid.amount_rupiah}"
        yield Stored(str(paid.key), words, path, tuple(what for what, lacks in missing.items() if lacks))


def _words(day: Day, told: Counter[str]) -> Iterator[Stored]:
    from rembuk.journal.queries import reference
    from rembuk.projects.swadaya.models import Confirmation

    near = Confirmation.objects.select_related("gift__supply__project")
    for said in near.filter(confirmed_at__gte=day.began_at):
        gift = said.gift
        path = f"/kerja/{gift.supply.project.code}/gotong-royong/saksi"
        yield Stored(str(gift.pk), str(gift.pk), path, () if told[reference(gift)] == 1 else ("its act",))


def misspent(day: Day, tenant: int) -> Iterator[str]:
    """Add the books up by plain SQL, and say what is wrong in them and whether more or less was spent than was sent."""
    from rembuk.journeys.books.tally import tally_books
    from rembuk.tenancy import in_tenant

    with in_tenant(tenant):
        tally = tally_books()
    yield from tally.wrong
    least = sum(one.rupiah for one in day.errands if one.deed.outcome is Outcome.ACKNOWLEDGED)
    most = sum(one.rupiah for one in day.errands if one.deed.outcome is not Outcome.REFUSED)
    if not least <= tally.spent - day.spent <= most:
        yield f"the books say {tally.spent - day.spent} rupiah were spent; between {least} and {most} were sent"
