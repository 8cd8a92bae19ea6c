import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from rembuk.people.models import Person

STAFF = Person(login="budi-sekretaris")


@pytest.mark.parametrize(
    "password",
    [
        *("rembuk2026", "Musrenbang#2026", "LampungTengah18", "bangun_rejo_2026", "Admin.Desa.1234", "KampungKu2026"),
        *("budi-sekretaris-1", "Sekretaris2026!", "password123", "1234567890", "pendek-9x"),
    ],
)
def test_what_somebody_from_here_would_try_first_is_refused(password):
    assert objections(password) != []


@pytest.mark.parametrize(
    "password",
    [
        "payung biru di teras",
        "kuda hijau naik sepeda" * 4,
        "ヒトリノヨルは長い夜だ",
        "xk29 rembuk vv",
        "aaaaaaaaab" * 13,
    ],
)
def test_any_other_password_will_do_with_any_letters_and_any_length(password):
    assert objections(password) == []


def objections(password: str) -> list[str]:
    try:
        validate_password(password, STAFF)
    except ValidationError as refusal:
        return list(refusal.messages)
    return []
