"""Addresses with fixed names, outside both languages."""

from __future__ import annotations

from django.urls import path

from rembuk.web.offline import views

urlpatterns = [
    path("sw.js", views.worker, name="service-worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("robots.txt", views.robots, name="robots"),
    path("unggah/<uuid:key>", views.upload, name="upload"),
    path("foto/<str:digest>", views.photo, name="photo"),
]
