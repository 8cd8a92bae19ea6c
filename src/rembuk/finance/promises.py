"""What a contribution looks like before it is written, and what the journal says of it: never who gives."""

from __future__ import annotations

from datetime import datetime

from rembuk.finance.giving import PREFIX, ContributionDraft
from rembuk.finance.models import Contribution
from rembuk.finance.writing import MadeOtherwise
from rembuk.journal.queries import Fact
from rembuk.people.models import Person
from rembuk.voices.numbers import candidates
from rembuk.voices.receipts import Proof, hash_of, prove_word, receipt_word

# What makes an offer another one, beside its key.
_SAME = ("region_number", "item_id", "donor", "donor_name", "gift", "amount_rupiah", "is_anonymous")


def new_contribution(draft: ContributionDraft, *, by: Person | None, at: datetime) -> Contribution:
    """Return a contribution with the first number of its own that nobody has."""
    taken = Contribution.objects.all()
    codes = candidates(PREFIX, draft.key)
    return Contribution(
        code=next(code for code in codes if not taken.filter(code=code).exists()),
        secret_hash=hash_of(receipt_word(draft.key)),
        offered_by=by,
        offered_at=at,
        **_values(draft),
    )


def offered_before(draft: ContributionDraft) -> Contribution | None:
    """Return the contribution that came before under the same key; raise MadeOtherwise where it was another one."""
    known = Contribution.objects.filter(key=draft.key).select_related("region", "item").first()
    values = _values(draft)
    asked = {**values, "item_id": draft.item.pk if draft.item else None}
    if known is not None and any(getattr(known, name) != asked[name] for name in _SAME):
        raise MadeOtherwise(str(draft.key))
    return known


def about(contribution: Contribution, **facts: Fact) -> dict[str, Fact]:
    """Return what an act on a contribution says: its number, its work, its amount, and more; never who gives."""
    item = {"item": contribution.item.code} if contribution.item else {}
    return {"code": contribution.code, "amount_rupiah": contribution.amount_rupiah, **item, **facts}


def prove_contribution(contribution: Contribution, word: str, *, at: datetime) -> Proof:
    """Compare the receipt word of a contribution; five wrong ones lock it for an hour."""
    return prove_word(f"contribution:{contribution.pk}", contribution.secret_hash, word, at=at)


def _values(draft: ContributionDraft) -> dict[str, object]:
    giver, gift, terms = draft.giver, draft.gift, draft.terms
    return {
        "key": draft.key,
        "region": draft.region,
        "region_number": draft.region.number,
        "year": draft.item.year if draft.item else draft.year,
        "item": draft.item,
        "field": terms.field,
        "donor": giver.kind,
        "donor_name": giver.name,
        "contact": giver.contact,
        "is_anonymous": giver.is_anonymous,
        "gift": gift.kind,
        "amount_rupiah": gift.amount_rupiah,
        "goods": gift.goods,
        "basis": gift.basis,
        "condition_percent": terms.condition_percent,
        "spend_until_on": terms.spend_until_on,
        "due_on": terms.due_on,
    }
