"""The address of a screen in the hall."""

from __future__ import annotations

from django.urls import path

from rembuk.web.kiosk import views

urlpatterns = [path("layar/<str:code>", views.kiosk, name="kiosk")]
