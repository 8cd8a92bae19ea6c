"""Addresses of a vote and its files."""

from __future__ import annotations

from django.urls import path

from rembuk.web.voting import files, listing, papers, share, views

urlpatterns = [
    path("pilih", listing.votings, name="votings"),
    path("pilih/<uuid:voting>", views.vote, name="voting"),
    path("pilih/<uuid:voting>/hasil", views.result, name="voting-result"),
    path("pilih/<uuid:voting>/hasil/bagian", share.share, name="voting-share"),
    path("pilih/<uuid:voting>/daftar-pemilih", papers.roll, name="voting-roll"),
    path("pilih/<uuid:voting>/daftar-pemilih.pdf", papers.roll_pdf, name="voting-roll-pdf"),
    path("pilih/<uuid:voting>/penghitungan", papers.count, name="voting-count"),
    path("pilih/<uuid:voting>/penghitungan.pdf", papers.count_pdf, name="voting-count-pdf"),
    path("pilih/<uuid:voting>/suara.pb", files.ballots, name="voting-ballots"),
    path("pilih/<uuid:voting>/hitungan.json", files.course, name="voting-course"),
]
