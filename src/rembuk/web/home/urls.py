"""The address of the first page, and of the one shown without a signal."""

from __future__ import annotations

from django.urls import path

from rembuk.web.home import views
from rembuk.web.offline.views import away

urlpatterns = [
    path("", views.home, name="home"),
    path("luring", away, name="offline"),
]
