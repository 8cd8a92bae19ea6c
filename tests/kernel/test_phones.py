"""How phone numbers are read and shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.kernel.phones import NotAPhone, mask_phone, normalise_phone

mobile_rests = st.text("0123456789", min_size=8, max_size=11)


@pytest.mark.parametrize(
    "spelling",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "(0812) 3456.7890",
        "+6281234567890",
        "+62 812-3456-7890",
        "+62 (0)812 3456 7890",
        "+62 0812 3456 7890",
        "6281234567890",
        "006281234567890",
        "81234567890",
        "０８１２３４５６７８９０",
        "\u202a+62 812\u00a03456\u20117890\u202c",
    ],
)
def test_every_usual_spelling_is_the_same_number(spelling: str) -> None:
    assert normalise_phone(spelling) == "+6281234567890"


def test_fixed_lines_and_other_countries_are_numbers_too() -> None:
    assert normalise_phone("(0725) 42421") == "+6272542421"
    assert normalise_phone("+60 12-345 6789") == "+60123456789"
    assert normalise_phone("012-345 6789", country="60") == "+60123456789"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "halo",
        "08",
        "0812",
        "0812345",
        "08123456789012345",
        "+62812345678901234",
        "+1234",
        "12345678",
        "0812-3456-789O",
        "0812 3456 7890 / 0813",
        "+0812345678",
        "++6281234567890",
        "1802020000000001",
    ],
)
def test_what_is_no_number_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(NotAPhone) as refused:
        normalise_phone(text)

    assert str(refused.value) == "this is no phone number"


@given(mobile_rests)
def test_a_normalised_number_stays_as_it_is(rest: str) -> None:
    phone = normalise_phone(f"08{rest}")

    assert phone == f"+628{rest}"
    assert normalise_phone(phone) == phone
    assert normalise_phone(phone.removeprefix("+")) == phone


def test_a_masked_number_shows_its_last_three_digits_alone() -> None:
    assert mask_phone("+6281234567890") == "+62 … 890"
    assert mask_phone("+60123456789") == "+… 789"


@given(st.text())
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        phone = normalise_phone(text)
    except NotAPhone:
        return

    assert normalise_phone(phone) == phone
