"""The needs as a feed and as a table."""

from __future__ import annotations

import csv as comma_separated
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page

from rembuk.opendata.needs import COLUMNS, Row, cells, needs_after, portions
from rembuk.tenancy import current_tenant, in_tenant
from rembuk.voices.queries import NeedFilter, newest_needs
from rembuk.web.access import feed
from rembuk.web.clock import now

NEWEST = 50


@feed
def csv(request: HttpRequest) -> StreamingHttpResponse:
    """Send all needs as a table, in portions, so that a large kabupaten needs no large memory."""
    response = StreamingHttpResponse(_lines(current_tenant()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="kebutuhan.csv"'
    return response


def _lines(tenant: int) -> Iterator[str]:
    """Write line by line; the server asks for them after the request's own tenant has been left."""

    def fetch(last: tuple[datetime, UUID] | None) -> list[Row]:
        with in_tenant(tenant):
            return needs_after(last)

    writer = comma_separated.writer(_Echo())
    # The mark tells spreadsheets that this is UTF-8.
    yield "\ufeff" + writer.writerow([column.name for column in COLUMNS])
    for rows in portions(fetch):
        yield "".join(writer.writerow(cells(row)) for row in rows)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


@feed
@conditional_page
def atom(request: HttpRequest) -> HttpResponse:
    """Tell feed readers about the newest needs (RFC 4287)."""
    page = newest_needs(NeedFilter(), limit=NEWEST)
    context = {"entries": page.rows, "updated": max((row.changed_at for row in page.rows), default=now())}
    return render(request, "feeds/needs.atom", context, content_type="application/atom+xml; charset=utf-8")
