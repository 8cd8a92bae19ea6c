"""What somebody could read in an answer, so that a planted name is found in papers and workbooks too."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile, is_zipfile

from tests.documents.reading import Read, squeezed


def words_in(body: bytes) -> str:
    """Return all words of a page, a table, a PDF, a workbook or a bundle of them, in small letters without spaces."""
    if body.startswith(b"%PDF"):
        return Read(body).text.lower()
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as bundle:
            return "".join(name.lower() + words_in(bundle.read(name)) for name in bundle.namelist())
    return squeezed(body.decode(errors="replace")).lower()
