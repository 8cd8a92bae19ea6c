"""Addresses of what is built."""

from __future__ import annotations

from django.urls import path

from rembuk.web.projects import board, comparing, details, draws, looking, views

urlpatterns = [
    path("kerja", views.projects, name="projects"),
    path("kerja/dampak.csv", comparing.impact_csv, name="impact-csv"),
    path("kerja/undian/redraw.py", draws.redraw_script, name="redraw-script"),
    path("kerja/undian/<uuid:draw>", draws.draw, name="work-draw"),
    path("kerja/undian/<uuid:draw>.json", draws.draw_file, name="work-draw-json"),
    path("kerja/<str:code>/periksa", looking.look, name="work-look"),
    path("kerja/<str:code>", views.project, name="project"),
    path("kerja/<str:code>/rab", details.bill, name="project-bill"),
    path("kerja/<str:code>/belanja", details.bought, name="project-bought"),
    path("kerja/<str:code>/perbandingan", details.compared, name="project-compared"),
    path("kerja/<str:code>/perjalanan", details.course, name="project-course"),
    path("kerja/<str:code>/pemeriksaan", details.checks, name="project-checks"),
    path("kerja/<str:code>/riwayat", details.history, name="project-history"),
    path("kerja/<str:code>/tanya", details.asked, name="project-asked"),
    path("kerja/<str:code>/papan", board.board, name="project-board"),
    path("kerja/<str:code>/papan.pdf", board.board_pdf, name="project-board-pdf"),
]
