"""Addresses of the plans."""

from __future__ import annotations

from django.urls import path

from rembuk.web.plans import files, views

urlpatterns = [
    path("rencana", views.plans, name="plans"),
    path("rencana/angka", views.figures, name="plan-figures"),
    path("rencana/<str:code>/<int:year>", views.year_plan, name="year-plan"),
    path("rencana/<str:code>/<int:year>/<slug:kind>.xlsx", files.workbook, name="plan-file"),
    path("r/<str:code>", views.item, name="plan-item"),
]
