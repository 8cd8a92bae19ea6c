"""The address of the simulator."""

from __future__ import annotations

from django.urls import path

from rembuk.web.simulator import views

urlpatterns = [path("simulator", views.simulator, name="simulator")]
