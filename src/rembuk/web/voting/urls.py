"""Addresses of a vote and its files."""

from __future__ import annotations

from django.urls import path

from rembuk.web.voting import files, listing, views

urlpatterns = [
    path("pilih", listing.votings, name="votings"),
    path("pilih/<uuid:voting>", views.vote, name="voting"),
    path("pilih/<uuid:voting>/hasil", views.result, name="voting-result"),
    path("pilih/<uuid:voting>/suara.pb", files.ballots, name="voting-ballots"),
    path("pilih/<uuid:voting>/hitungan.json", files.course, name="voting-course"),
]
