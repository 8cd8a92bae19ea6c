"""Addresses of a voice."""

from __future__ import annotations

from django.urls import path

from rembuk.web.voices import views

urlpatterns = [
    path("s", views.find, name="find-voice"),
    path("s/<str:code>", views.voice, name="voice"),
    path("s/<str:code>/urus", views.receipt, name="receipt"),
]
