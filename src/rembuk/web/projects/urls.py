"""Addresses of what is built."""

from __future__ import annotations

from django.urls import path

from rembuk.web.projects import board, comparing, draws, looking, views

urlpatterns = [
    path("kerja", views.projects, name="projects"),
    path("kerja/dampak.csv", comparing.impact_csv, name="impact-csv"),
    path("kerja/undian/<uuid:draw>", draws.draw, name="work-draw"),
    path("kerja/undian/<uuid:draw>.json", draws.draw_file, name="work-draw-json"),
    path("kerja/<str:code>/periksa", looking.look, name="work-look"),
    path("kerja/<str:code>", views.project, name="project"),
    path("kerja/<str:code>/papan", board.board, name="project-board"),
    path("kerja/<str:code>/papan.pdf", board.board_pdf, name="project-board-pdf"),
]
