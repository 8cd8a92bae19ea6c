"""What the journal says of a project."""

from __future__ import annotations

from rembuk.journal.queries import Fact
from rembuk.projects.models import Project


def told(project: Project, **facts: Fact) -> dict[str, Fact]:
    """Return the facts of an act on a project: its number, and of the rest what is not empty."""
    return {name: fact for name, fact in {"number": project.code, **facts}.items() if fact}
