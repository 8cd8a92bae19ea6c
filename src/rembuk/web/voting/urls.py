"""The address of a vote."""

from __future__ import annotations

from django.urls import path

from rembuk.web.voting import views

urlpatterns = [path("pilih/<uuid:voting>", views.vote, name="voting")]
