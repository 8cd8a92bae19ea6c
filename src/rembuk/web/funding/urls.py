"""Addresses of gifts and gaps."""

from __future__ import annotations

from django.urls import path

from rembuk.web.funding import donor, views

urlpatterns = [
    path("dana", views.gaps, name="funding"),
    path("dana/usulan/<str:code>", views.item, name="funding-item"),
    path("dana/beri", donor.offer, name="funding-offer"),
    path("dana/janji/<str:code>", donor.contribution, name="contribution"),
]
