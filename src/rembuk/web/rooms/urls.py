"""Addresses of the negotiation rooms."""

from __future__ import annotations

from django.urls import path

from rembuk.web.rooms import papers, views

urlpatterns = [
    path("prioritas/<uuid:round_id>/ruang", views.room_page, name="room"),
    path("prioritas/<uuid:round_id>/ruang/layar", views.wall, name="room-wall"),
    path("prioritas/<uuid:round_id>/ruang/risalah.json", views.minutes_file, name="room-minutes"),
    path("prioritas/<uuid:round_id>/ruang/kesepakatan", papers.agreement, name="room-agreement"),
    path("prioritas/<uuid:round_id>/ruang/kesepakatan.pdf", papers.agreement_pdf, name="room-agreement-pdf"),
]
