"""All that a kampung publishes about its money of a period, as one file: paper, picture and table of one value."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rembuk.documents.drawing import draw, draw_picture
from rembuk.documents.sheets import Form, Size
from rembuk.journeys.publication import Publication
from rembuk.opendata.incomes import income_csv, income_dictionary
from rembuk.opendata.money import money_csv, money_dictionary
from rembuk.web.papers import publications


@dataclass(frozen=True, slots=True)
class Pack:
    """What is told, of which half of the year, where it is read, and where somebody says what is wrong."""

    told: Publication
    half: int
    href: str
    complain: str

    @property
    def name(self) -> str:
        """The name that all its files share."""
        budget = self.told.budget
        return f"{budget.region.code}-{budget.year}-{self.half}"


def files_of(pack: Pack) -> dict[str, bytes]:
    """Return poster, report, slips, picture, table and dictionary by name; raise CannotDraw without Typst."""
    told, here = pack.told, (pack.href, pack.complain)
    return {
        f"poster-{pack.name}-a3.pdf": draw(publications.poster(told, Size.A3, *here)),
        f"laporan-{pack.name}.pdf": draw(publications.report(told, pack.half, *here)),
        f"kartu-{pack.name}.pdf": draw(publications.card(told, Form.SLIPS, *here)),
        f"kartu-{pack.name}.png": draw_picture(publications.card(told, Form.PICTURE, *here)),
        f"uang-{pack.name}.csv": money_csv(told.posts).encode(),
        f"pemasukan-{pack.name}.csv": income_csv(told.incomes).encode(),
        "kamus-kolom.csv": money_dictionary().encode(),
        "kamus-pemasukan.csv": income_dictionary().encode(),
    }


def zipped(pack: Pack) -> bytes:
    """Return the files as one, the same bytes for the same value: they are of the day of the figures."""
    out, on = BytesIO(), pack.told.until
    with ZipFile(out, "w", ZIP_DEFLATED) as opened:
        for name, data in files_of(pack).items():
            info = ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            opened.writestr(info, data)
    return out.getvalue()
