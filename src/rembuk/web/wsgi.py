"""The production door: assets in front, pages behind."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rembuk.settings")

_pages = get_wsgi_application()

from rembuk.web.assets import serve_assets  # noqa: E402 - settings must be ready first.

application = serve_assets(_pages)
