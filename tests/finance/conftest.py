from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db) -> Cast:
    from tests.cast import play  # Models cannot be imported before Django is set up, and this file is.

    return play()
