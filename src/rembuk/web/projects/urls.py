"""Addresses of what is built."""

from __future__ import annotations

from django.urls import path

from rembuk.web.projects import board, views

urlpatterns = [
    path("kerja", views.projects, name="projects"),
    path("kerja/<str:code>", views.project, name="project"),
    path("kerja/<str:code>/papan", board.board, name="project-board"),
    path("kerja/<str:code>/papan.pdf", board.board_pdf, name="project-board-pdf"),
]
