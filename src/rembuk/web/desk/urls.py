"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from rembuk.web.desk import attendance, files, hall, helping, home, meeting, meetings, needs, report, voices
from rembuk.web.desk.plans import desk as plans
from rembuk.web.desk.plans import item
from rembuk.web.desk.votings import views as votings

urlpatterns = [
    path("meja", home.home, name="desk"),
    path("meja/suara/<str:code>", voices.voice, name="desk-voice"),
    path("meja/suara/<str:code>/foto/<str:digest>", voices.photo, name="desk-photo"),
    path("meja/kebutuhan/<str:code>", needs.need, name="desk-need"),
    path("meja/bantu", helping.help_somebody, name="desk-help"),
    path("meja/musyawarah", meeting.meeting, name="desk-meeting"),
    path("meja/rapat", meetings.meetings, name="desk-meetings"),
    path("meja/rapat/<str:code>", hall.hall, name="desk-hall"),
    path("meja/rapat/<str:code>/hadir", attendance.attendance, name="desk-attendance"),
    path("meja/rapat/<str:code>/layar", hall.projector, name="desk-projector"),
    path("meja/impor", files.take_in, name="desk-import"),
    path("meja/impor/salah", files.faults, name="desk-import-faults"),
    path("meja/laporan", report.report, name="desk-report"),
    path("meja/rencana", plans.plans, name="desk-plans"),
    path("meja/rencana/<str:code>/<int:year>", plans.plan, name="desk-plan"),
    path("meja/rencana/<str:code>/<int:year>/impor", plans.take_in, name="desk-plan-import"),
    path("meja/usulan/<str:code>", item.item, name="desk-item"),
    path("meja/suara-warga", votings.votings, name="desk-votings"),
    path("meja/suara-warga/<uuid:voting>", votings.voting, name="desk-voting"),
]
