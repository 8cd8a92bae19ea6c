"""Addresses of the money."""

from __future__ import annotations

from django.urls import path

from rembuk.web.money import views

urlpatterns = [
    path("uang", views.money, name="money"),
    path("uang/<str:code>/<int:year>", views.budget, name="budget"),
    path("uang/<str:code>/<int:year>.csv", views.budget_csv, name="budget-csv"),
    path("uang/<str:code>/<int:year>.xlsx", views.budget_xlsx, name="budget-xlsx"),
    path("uang/<str:code>/<int:year>/<int:number>", views.post, name="budget-post"),
]
