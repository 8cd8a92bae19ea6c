"""The gallery of components."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from rembuk.web.access import public_page
from rembuk.web.gallery import gallery_context


@public_page
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with its odd cases."""
    return render(request, "gallery.html", gallery_context())


urlpatterns = [path("galeri", gallery, name="gallery")]
