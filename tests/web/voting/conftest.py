from tests.priorities.conftest import cast

__all__ = ["cast"]
