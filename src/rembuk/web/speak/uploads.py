"""The photo of a form without a script: taken at its question, so that it travels only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext as _

from rembuk.media.actions import LARGEST_PART, receive_part
from rembuk.media.permissions import LARGEST
from rembuk.media.pictures import NotAPicture
from rembuk.web.speak.sheet import Sheet


def keep_photo(sheet: Sheet, *, at: datetime) -> Sheet:
    """Take a photo that came with this page; the sheet carries its key, or says why it will not do."""
    sent = sheet.files.get("photo")
    if sent is None:
        return sheet
    if sent.size > LARGEST:
        return replace(sheet, refused_photo=_("The photo is larger than 8 MB. Choose a smaller one."))
    key = uuid4()
    try:
        for offset in range(0, sent.size, LARGEST_PART):
            receive_part(key, offset, sent.size, sent.read(LARGEST_PART), by=None, at=at)
    except NotAPicture:
        return replace(sheet, refused_photo=_("This file is no photo that we can open. Choose another one."))
    return replace(sheet, data={**sheet.data, "photo_key": str(key)})
