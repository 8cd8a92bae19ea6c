"""Paper ballots: each with its number, a square for whoever reads it, and the options in an order of its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rembuk.documents.sheets import Ballot, Form, Sheet, Square
from rembuk.kernel.periods import local_day
from rembuk.priorities.counting import Declaration
from rembuk.priorities.models import Voting
from rembuk.priorities.queries import declaration_of
from rembuk.priorities.secrecy import order_of_options
from rembuk.web.formats import language, rupiah
from rembuk.web.papers.saying import letterhead, note, said_moment
from rembuk.web.voting.marking import how_to_mark


def ballots(voting: Voting, serials: Iterable[str], href: str) -> Sheet:
    """Return ballots to print and cut; `href` is the page where a sheet is read."""
    declaration = declaration_of(voting)
    named = {option.id: (option.id, option.name, rupiah(option.cost)) for option in declaration.options}
    return Sheet(
        form=Form.BALLOTS,
        language=language(),
        drawn_on=local_day(voting.roll_signed_at or voting.declared_at),
        places=letterhead(voting.region),
        title=_("Ballot"),
        subject=voting.title,
        mark=voting.region.name,
        note=note(),
        square=Square(
            address=href,
            label=_("Square code for those who read the ballots"),
            lines=(voting.region.name, said_moment(voting.closes_at)),
        ),
        opening=how_to_mark(declaration),
        closing=_("Fold it and put it into the box. Write no name on it."),
        ballots=tuple(
            Ballot(
                serial=serial,
                address=f"{href}?lembar={serial}",
                options=tuple(named[key] for key in order_on(serial, declaration)),
            )
            for serial in serials
        ),
    )


def order_on(serial: str, declaration: Declaration) -> list[str]:
    """Return the options in the order of one sheet: whoever stands first is chosen more often."""
    return order_of_options(serial, (option.id for option in declaration.options))
