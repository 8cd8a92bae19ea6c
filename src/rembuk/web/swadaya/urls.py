"""Addresses of what residents give."""

from __future__ import annotations

from django.urls import path

from rembuk.web.swadaya import views

urlpatterns = [
    path("kerja/<str:code>/gotong-royong", views.swadaya, name="swadaya"),
    path("kerja/<str:code>/gotong-royong.csv", views.swadaya_csv, name="swadaya-csv"),
    path("kerja/<str:code>/gotong-royong/saksi", views.confirm, name="swadaya-confirm"),
]
