"""Same value, same bytes: RFC 8785 without floating-point numbers."""

from __future__ import annotations

import hashlib
import json
from enum import Enum, StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.merkle.canonical import LARGEST, canonical_json, digest, parse_canonical

texts = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


def test_keys_are_sorted_by_utf_16_code_units() -> None:
    # RFC 8785, section 3.2.3: the published example and its order.
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }

    ordered = list(json.loads(canonical_json(value)).values())

    assert ordered == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_strings_are_escaped_as_little_as_possible() -> None:
    # RFC 8785, section 3.2.4: the string of the published example and its bytes.
    string = '\u20ac$\u000f\nA\'B"\\\\"/'

    assert canonical_json(string) == bytes.fromhex("22 e282ac 24 5c7530303066 5c6e 41 27 42 5c22 5c5c 5c5c 5c22 2f 22")


def test_literals_follow_the_published_example() -> None:
    # RFC 8785, section 3.2.2: the literals of the sample.
    assert canonical_json({"literals": [None, True, False]}) == b'{"literals":[null,true,false]}'


def test_control_characters_have_their_short_forms_or_small_hexadecimal_ones() -> None:
    assert canonical_json("\b\t\n\f\r\x00\x1f\x7f") == b'"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f"'


def test_a_word_of_an_enum_is_written_as_the_word() -> None:
    class Fate(StrEnum):
        BUILT = "built"

    class Old(str, Enum):  # noqa: UP042 - enums of this shape come from elsewhere
        LIFE = "old_life"

    assert canonical_json([Fate.BUILT, Old.LIFE]) == b'["built","old_life"]'


@given(values)
def test_canonical_bytes_read_back_as_the_value_they_were_written_from(value: object) -> None:
    assert parse_canonical(canonical_json(value)) == value


@given(st.dictionaries(texts, st.integers(-9, 9), min_size=2))
def test_the_order_in_which_keys_were_given_does_not_matter(value: dict[str, int]) -> None:
    turned = dict(reversed(value.items()))

    assert canonical_json(turned) == canonical_json(value)


@given(values)
def test_the_digest_is_the_sha_256_of_the_bytes(value: object) -> None:
    assert digest(value) == hashlib.sha256(canonical_json(value)).hexdigest()


@pytest.mark.parametrize("value", [1.0, float("nan"), b"bytes", {1: "one"}, {None: 1}, {"a": {1, 2}}, object()])
def test_a_value_without_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize("value", [LARGEST + 1, -LARGEST - 1, "\ud800", {"\udfff": 1}, ["\udc00\ud800"]])
def test_a_value_that_other_readers_would_see_differently_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"beyond 2\^53 - 1|surrogates not allowed"):
        canonical_json(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b' {"a":1}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b"1.0",
        b"1e3",
        b"-0",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u001F"',
        b'"\\ud800"',
        b'"\xff"',
        b'\xef\xbb\xbf"a"',
        '"a"'.encode("utf-16"),
        b"[" * 100_000 + b"]" * 100_000,
    ],
)
def test_bytes_in_any_other_spelling_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - refused by the parser, the codec or the comparison
        parse_canonical(data)


@given(st.binary())
def test_any_bytes_are_canonical_or_refused(data: bytes) -> None:
    try:
        value = parse_canonical(data)
    except ValueError:
        return

    assert canonical_json(value) == data
