"""What workers write to people is in the words of their kabupaten."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext

from rembuk.workers import meeting_clocks, notify
from tests.cast import LAMPUNG_TENGAH, MONDAY, make_tenant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("worker", "writer"), [(notify, "write_notices"), (meeting_clocks, "remind_of_meetings")])
def test_what_workers_write_is_in_the_words_of_their_kabupaten(worker, writer, monkeypatch):
    tenant = make_tenant(LAMPUNG_TENGAH, "Lampung Tengah")
    tenant.words = "kampung=pekon"
    tenant.save(update_fields=["words"])
    monkeypatch.setattr(worker, writer, lambda **_options: gettext("Only this kampung"))

    assert worker.run(LAMPUNG_TENGAH, MONDAY) == "Hanya pekon ini"
