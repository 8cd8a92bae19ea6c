"""What everybody may take along of a counted vote: enough to count it again, and nothing that leads to a voter."""

from __future__ import annotations

from rembuk.engines.allocation import Election, NoTranscript, transcript, write_pb
from rembuk.engines.merkle.canonical import canonical_json
from rembuk.priorities.counting import Declaration, Result, count
from rembuk.priorities.models import Voting
from rembuk.priorities.queries import declaration_of, each_ballot
from rembuk.tenancy.standing import remembered


class NotCountedYet(RuntimeError):
    """Nothing of a vote is published before its ballots are counted."""


def election_of(voting: Voting, declaration: Declaration) -> Election:
    """Return the ballots as the engine counts them; raise NotCountedYet before their slots are gone.

    They are read once a minute: all pages and papers of a vote are counted from the same ones.
    """
    if voting.counted_at is None:
        raise NotCountedYet(voting.pk)
    return remembered(("ballots", voting.pk, declaration), lambda: declaration.election(each_ballot(voting)))


def result_of(voting: Voting) -> Result:
    """Count the stored ballots again; raise NotCountedYet, or SealBroken if the rule was changed since."""
    declaration = declaration_of(voting)
    return count(declaration, election_of(voting, declaration), seal=voting.seal)


def ballots_file(voting: Voting) -> bytes:
    """Return the ballots as a `.pb` file, sorted by what they say."""
    return write_pb(election_of(voting, declaration_of(voting)))


def transcript_file(voting: Voting) -> bytes | None:
    """Return the course of the count for `rembuk verify-count`; None for a rule that leaves none."""
    declaration = declaration_of(voting)
    election = election_of(voting, declaration)
    try:
        course = transcript(election, count(declaration, election, seal=voting.seal).outcome)
    except NoTranscript:
        return None
    return canonical_json(course)
