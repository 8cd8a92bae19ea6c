"""Addresses of the meetings."""

from __future__ import annotations

from django.urls import path

from rembuk.web.meetings import lists, views, year

urlpatterns = [
    path("musyawarah", views.meetings, name="meetings"),
    path("musyawarah/<str:code>/<int:year>", year.year, name="meetings-year"),
    path("musyawarah/<str:code>.ics", views.calendar_feed, name="meetings-ics"),
    path("m/<str:code>", views.meeting, name="meeting"),
    path("m/<str:code>/undangan", views.invitation, name="meeting-invitation"),
    path("m/<str:code>/undangan.pdf", views.invitation_pdf, name="meeting-invitation-pdf"),
    path("m/<str:code>/berita-acara", views.paper, name="meeting-paper"),
    path("m/<str:code>/berita-acara.pdf", views.paper_pdf, name="meeting-paper-pdf"),
    path("m/<str:code>/daftar-hadir", lists.attendance, name="meeting-attendance"),
    path("m/<str:code>/daftar-hadir.pdf", lists.attendance_pdf, name="meeting-attendance-pdf"),
    path("m/<str:code>/daftar-keputusan", lists.decisions, name="meeting-decisions"),
    path("m/<str:code>/daftar-keputusan.pdf", lists.decisions_pdf, name="meeting-decisions-pdf"),
]
