"""Addresses of the rules, the planning year and how it works."""

from __future__ import annotations

from django.urls import path

from rembuk.web.programmes import managing, views

urlpatterns = [
    path("kalender", views.calendar, name="calendar"),
    path("cara-kerja", views.how_it_works, name="how-it-works"),
    path("aturan", views.rules, name="rules"),
    path("aturan/<int:year>.<int:version>", views.rules_version, name="rules-version"),
    path("aturan/<int:year>.<int:version>/perubahan", views.rules_changes, name="rules-changes"),
    path("aturan/<int:year>.<int:version>/paket.json", views.rules_pack, name="rules-pack"),
    path("aturan/ubah", managing.manage_in_force, name="rules-manage-in-force"),
    path("aturan/<int:year>/ubah", managing.manage, name="rules-manage"),
    path("aturan/<int:year>/ubah/tahun-depan", managing.next_year, name="rules-next-year"),
    path("aturan/<int:year>/ubah/tenggat/<slug:key>", managing.clock, name="rules-clock"),
    path("aturan/<int:year>/ubah/tahap/<slug:key>", managing.phase, name="rules-phase"),
    path("aturan/<int:year>/ubah/alasan", managing.new_reason, name="rules-reason-new"),
    path("aturan/<int:year>/ubah/alasan/<slug:code>", managing.reason, name="rules-reason"),
    path("aturan/<int:year>/ubah/libur", managing.new_holiday, name="rules-holiday-new"),
    path("aturan/<int:year>/ubah/libur/<str:on>", managing.end_holiday, name="rules-holiday-end"),
    path("aturan/<int:year>/ubah/istilah/<slug:key>", managing.word, name="rules-word"),
]
