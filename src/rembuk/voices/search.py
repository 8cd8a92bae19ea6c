"""Finding needs by words, each database in its own way: FTS5 on SQLite, `tsvector` and GIN on PostgreSQL.

Both are given words already stemmed, folded by synonyms and free of personal numbers, so that "dalan rusak" finds
"jalan rusak" and no database needs to know Indonesian. Of a confidential voice only the title is indexed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.expressions import RawSQL

from rembuk.engines.similarity import words
from rembuk.tenancy import current_tenant
from rembuk.voices.models import Need, Voice
from rembuk.voices.states import Confidentiality

# A need that three hundred ask for is found by the words of the newest twenty.
INDEXED_VOICES = 20


def index_need(need: Need) -> None:
    """Write down the words by which a need is found; call it whenever its title, summary or voices change."""
    need.search_words = search_words(_texts_of(need))
    need.save(update_fields=["search_words"])
    make_findable([need])


def search_words(texts: Iterable[str]) -> str:
    """Return the words of some texts as they are searched for: stemmed, folded, each once."""
    return " ".join(dict.fromkeys(words("\n".join(texts))))


def make_findable(needs: Iterable[Need]) -> None:
    """Let needs be found by their search words; PostgreSQL's index follows by itself."""
    if connection.vendor == "sqlite":
        _write_fts(needs)


def matching_all(needs: QuerySet[Need], text: str) -> QuerySet[Need]:
    """Narrow needs to those with every word of a text, or a word that begins so; none for a text that says nothing."""
    return _matching(needs, words(text), every=True)


def matching_any(needs: QuerySet[Need], text: str) -> QuerySet[Need]:
    """Narrow needs to those with some word of a text, or a word that begins so; none for a text that says nothing."""
    return _matching(needs, words(text), every=False)


def _texts_of(need: Need) -> Iterable[str]:
    yield need.title
    yield need.summary
    newest = Voice.objects.filter(need=need).order_by("-received_at", "-id")
    for title, tidied, confidentiality in newest.values_list("title", "tidied_words", "confidentiality")[
        :INDEXED_VOICES
    ]:
        yield title
        if confidentiality != Confidentiality.CONFIDENTIAL:
            yield tidied


def _matching(needs: QuerySet[Need], wanted: tuple[str, ...], *, every: bool) -> QuerySet[Need]:
    if not wanted:
        return needs.none()
    if connection.vendor == "sqlite":
        return needs.filter(pk__in=_found_by_fts(wanted, every=every))
    return needs.filter(_Matches(F("search_words"), Value(_tsquery(wanted, every=every))))


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


class _Matches(Func):
    """The very expression that the index `needs_by_words` is made of, so that it is used."""

    template = "(to_tsvector('simple', %(expressions)s))"
    arg_joiner = ") @@ to_tsquery('simple', "
    output_field = BooleanField()
    conditional = True


def _tsquery(wanted: tuple[str, ...], *, every: bool) -> str:
    return (" & " if every else " | ").join("'{}':*".format(word.replace("'", "''")) for word in wanted)


# --- SQLite ----------------------------------------------------------------------------------------------------------


def _write_fts(needs: Iterable[Need]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO voices_need_words (rowid, tenant, need_id, words) VALUES (%s, %s, %s, %s)",
            [(_rowid(need.pk), need.tenant, need.pk.hex, need.search_words) for need in needs],
        )


def _rowid(key: UUID) -> int:
    """FTS5 finds a row to replace by its number alone; 63 bits of a digest stand for tenant and id."""
    digest = hashlib.sha256(f"{current_tenant()}:{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def _found_by_fts(wanted: tuple[str, ...], *, every: bool) -> RawSQL:
    query = (" AND " if every else " OR ").join('"{}"*'.format(word.replace('"', '""')) for word in wanted)
    sql = "SELECT need_id FROM voices_need_words WHERE voices_need_words MATCH %s AND tenant = %s"
    return RawSQL(sql, [query, current_tenant()])  # noqa: S611 - every value is a parameter.
