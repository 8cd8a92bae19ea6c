"""Addresses of the rounds."""

from __future__ import annotations

from django.urls import path

from rembuk.web.priorities import views

urlpatterns = [
    path("prioritas", views.rounds, name="rounds"),
    path("prioritas/<uuid:round_id>", views.round_page, name="round"),
    path("prioritas/<uuid:round_id>/mengapa/<str:code>", views.why, name="round-why"),
    path("prioritas/<uuid:round_id>/nilai", views.working, name="round-working"),
]
