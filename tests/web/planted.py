"""What somebody could read in an answer, so that a planted name is found in papers and workbooks too."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from rembuk.web.matrix import Outcome, Visitor, cells
from rembuk.web.pages import Page
from rembuk.web.pages import addresses as all_addresses
from rembuk.web.staging import Stage
from tests.documents.reading import Read, squeezed
from tests.web.staged import body_of, client_of

SAME_FOR_ALL = {one.name for one in all_addresses() if one.access and one.access.cached}


def words_in(body: bytes) -> str:
    """Return all words of a page, a table, a PDF, a workbook or a bundle of them, in small letters without spaces."""
    if body.startswith(b"%PDF"):
        return Read(body).text.lower()
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as bundle:
            return "".join(name.lower() + words_in(bundle.read(name)) for name in bundle.namelist())
    return squeezed(body.decode(errors="replace")).lower()


def readable(visitor: Visitor) -> list[Page]:
    """Return the pages that a visitor may open.

    Pages that know no session look the same to everybody; they are left to the first visitor, who is nobody.
    """
    open_to = [cell.page for cell in cells(visitor) if cell.method == "GET" and cell.expected is Outcome.ALLOWED]
    return [page for page in open_to if not visitor.is_signed_in or page.name not in SAME_FOR_ALL]


def all_read_by(visitor: Visitor, stage: Stage) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each page that a visitor may open, and all that comes back, also under its queries."""
    client = client_of(stage, visitor)
    for page in readable(visitor):
        for address in page.addresses(stage.owner(visitor)):
            yield page.name, body_of(client.get(address))
