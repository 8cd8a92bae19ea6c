"""Addresses of the needs."""

from __future__ import annotations

from django.urls import path

from rembuk.web.needs import views

urlpatterns = [
    path("kebutuhan", views.needs, name="needs"),
    path("k/<str:code>", views.need, name="need"),
    path("k/<str:code>/dukung", views.support, name="support"),
]
