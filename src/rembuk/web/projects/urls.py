"""Addresses of what is built."""

from __future__ import annotations

from django.urls import path

from rembuk.web.projects import views

urlpatterns = [
    path("kerja", views.projects, name="projects"),
    path("kerja/<str:code>", views.project, name="project"),
]
