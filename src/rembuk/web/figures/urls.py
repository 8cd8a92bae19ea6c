"""Addresses of the open figures."""

from __future__ import annotations

from django.urls import path

from rembuk.web.figures import views

urlpatterns = [
    path("angka", views.figures, name="figures"),
    path("kamus-data", views.dictionary, name="data-dictionary"),
]
