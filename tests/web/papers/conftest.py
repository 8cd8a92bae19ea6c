"""Papers are tested with the same people, day and signed-in browsers as the desk."""

from tests.web.desk.conftest import cast, client_of, today

__all__ = ["cast", "client_of", "today"]
