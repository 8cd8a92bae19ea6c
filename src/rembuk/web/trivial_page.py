"""A trivial Django page to measure against: Django's own templates and usual middleware, 25 rows, no database."""

from __future__ import annotations

from secrets import token_hex

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from rembuk import env

ROWS = [{"number": number, "title": f"Perbaikan jalan Dusun {number}", "place": "Contoh"} for number in range(25)]
# Plain words of the template bring the page to the size of the one that is compared.
BYTES_OF_A_ROW = int(env.text("REMBUK_TRIVIAL_BYTES", "16384")) // len(ROWS)
ROW = """<li><a href="/k/{{ row.number }}">{{ row.title }}</a> <span>{{ row.place }}</span> <b>{{ row.number }}</b> """
PAGE = f"""<!doctype html>
<html lang="id">
<head><meta charset="utf-8"><title>Contoh</title></head>
<body>
<ol>
{{% for row in rows %}}
{ROW}{"kata " * ((BYTES_OF_A_ROW - 95) // 5)}</li>
{{% endfor %}}
</ol>
</body>
</html>
"""
LOADER = ("django.template.loaders.locmem.Loader", {"page.html": PAGE})


def page(request: HttpRequest) -> HttpResponse:
    """Render two dozen rows."""
    return render(request, "page.html", {"rows": ROWS})


urlpatterns = [path("", page)]

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY=token_hex(),  # It guards nothing.
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [LOADER])]},
        }
    ],
)
application = get_wsgi_application()
