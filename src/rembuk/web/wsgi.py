"""The production door: assets in front, kept pages behind them, bodies that arrived whole, Django at the back."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rembuk.settings")

_pages = get_wsgi_application()

from rembuk.web.assets import serve_assets  # noqa: E402 - settings must be ready first.
from rembuk.web.page_cache import PageCache  # noqa: E402 - as above.
from rembuk.web.turns import make_in_turns  # noqa: E402 - as above.
from rembuk.web.whole_bodies import take_whole_bodies  # noqa: E402 - as above.

_whole = take_whole_bodies(make_in_turns(_pages, one_writes=connection.vendor == "sqlite"))

application = serve_assets(PageCache(_whole) if settings.PAGE_CACHE else _whole)
