import pytest


@pytest.fixture(autouse=True)
def _today(thursday: None) -> None:
    """Be on the day on which the cast has done its part."""
