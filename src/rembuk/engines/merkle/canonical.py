# SPDX-License-Identifier: Apache-2.0
"""Canonical JSON: the same value gives the same bytes, for ever (RFC 8785, without floating-point numbers)."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring as _string

Value = None | bool | int | str | list["Value"] | dict[str, "Value"]

# Beyond it, readers that keep numbers as doubles would see another value (RFC 8785, section 3.2.2.3).
LARGEST = 2**53 - 1

_CONSTANTS = {None: "null", True: "true", False: "false"}


def canonical_json(value: object) -> bytes:
    """Return the canonical bytes of None, bool, int, str, list and dict with text keys.

    Raises TypeError for any other type, floats included, and ValueError for integers beyond 2^53 - 1 and for lone
    surrogates. Source: RFC 8785, section 3.2.
    """
    # Lone surrogates have no UTF-8 form; encoding refuses them here, not at the reader's.
    return _text(value).encode()


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def parse_canonical(data: bytes) -> Value:
    """Return the value of canonical bytes; raise ValueError for any other spelling of it, doubled keys included."""
    try:
        value: Value = json.loads(data, parse_float=_refuse_float, parse_constant=_refuse_float)
    except RecursionError:
        raise ValueError("The bytes are nested too deeply.") from None
    if canonical_json(value) != data:
        raise ValueError("The bytes are JSON, but not in canonical form.")
    return value


def _text(value: object) -> str:
    # The commonest kinds first: every act of the journal passes here, and every rule set.
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dict):
        return "{" + ",".join([f"{_string(key)}:{_text(value[key])}" for key in _in_order(value)]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join([_text(element) for element in value]) + "]"
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, int):
        return _integer(value)
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def _integer(value: int) -> str:
    if abs(value) > LARGEST:
        raise ValueError(f"{value} is beyond 2^53 - 1.")
    return str(int(value))


def _in_order(keys: dict[str, object]) -> list[str]:
    for key in keys:
        if not isinstance(key, str):
            raise TypeError(f"A key must be text, not {type(key).__name__}.")
    # Where one character is one code unit, both orders are the same.
    return sorted(keys) if "".join(keys).isascii() else sorted(keys, key=_by_code_unit)


def _by_code_unit(key: str) -> bytes:
    return key.encode("utf-16-be")


def _refuse_float(text: str) -> Value:
    raise ValueError(f"{text} is not an integer.")
