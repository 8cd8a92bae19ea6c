"""Addresses of the speak flow."""

from __future__ import annotations

from django.urls import path

from rembuk.web.speak import views

urlpatterns = [
    path("sampaikan", views.speak, name="speak"),
    path("sampaikan/kirim", views.send, name="speak-send"),
]
