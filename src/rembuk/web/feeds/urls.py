"""Addresses of the feed and the table."""

from __future__ import annotations

from django.urls import path

from rembuk.web.feeds import views

urlpatterns = [
    path("kebutuhan.atom", views.atom, name="needs-atom"),
    path("kebutuhan.csv", views.csv, name="needs-csv"),
]
