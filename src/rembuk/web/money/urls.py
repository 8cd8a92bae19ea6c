"""Addresses of the money."""

from __future__ import annotations

from django.urls import path

from rembuk.web.money import publishing, views

urlpatterns = [
    path("uang", views.money, name="money"),
    path("uang/<str:code>/<int:year>", views.budget, name="budget"),
    path("uang/<str:code>/<int:year>.csv", views.budget_csv, name="budget-csv"),
    path("uang/<str:code>/<int:year>/pemasukan.csv", views.income_table, name="budget-income-csv"),
    path("uang/<str:code>/<int:year>/pemasukan.xlsx", views.income_xlsx, name="budget-income-xlsx"),
    path("uang/<str:code>/<int:year>.xlsx", views.budget_xlsx, name="budget-xlsx"),
    path("uang/<str:code>/<int:year>/poster", publishing.poster, name="budget-poster"),
    path("uang/<str:code>/<int:year>/poster-<str:size>.pdf", publishing.poster_pdf, name="budget-poster-pdf"),
    path("uang/<str:code>/<int:year>/kartu", publishing.card, name="budget-card"),
    path("uang/<str:code>/<int:year>/kartu.pdf", publishing.card_pdf, name="budget-card-pdf"),
    path("uang/<str:code>/<int:year>/kartu.png", publishing.card_picture, name="budget-card-picture"),
    path("uang/<str:code>/<int:year>/paket-<int:half>.zip", publishing.pack, name="budget-pack"),
    path("uang/<str:code>/<int:year>/semester-<int:half>", publishing.report, name="budget-report"),
    path("uang/<str:code>/<int:year>/semester-<int:half>.pdf", publishing.report_pdf, name="budget-report-pdf"),
    path("uang/<str:code>/<int:year>/<int:number>", views.post, name="budget-post"),
]
