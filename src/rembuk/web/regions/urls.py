"""Addresses of places."""

from __future__ import annotations

from django.urls import path

from rembuk.web.regions import views

urlpatterns = [
    path("wilayah", views.regions, name="regions"),
    path("wilayah/<str:code>", views.region, name="region"),
]
