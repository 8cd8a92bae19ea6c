"""The model pack: a programme's rules in one signed file, which another region can check, compare and take over.

The file is JSON for people to read. It carries a digest of every part, so that a change is named by its place, and an
Ed25519 signature (RFC 8032) over everything else. It grows by parts beside `rules`, under a higher format number.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from rembuk import env
from rembuk.engines.merkle.canonical import canonical_json, digest
from rembuk.programmes.models import RuleSet
from rembuk.programmes.queries import rules_of
from rembuk.programmes.rules import NotRules, Rules, read_rules

FORMAT = 1
KIND = "rembuk-model"
MOST_BYTES = 5_000_000
_KEYS = frozenset({"digests", "format", "kind", "origin", "publisher", "rules", "signature", "version"})
_TEXTS = {
    "origin": re.compile(r".{1,200}"),
    "publisher": re.compile(r"[0-9a-f]{64}"),
    "signature": re.compile(r"[0-9a-f]{128}"),
}
_SIGNED_FOR = b"rembuk model pack 1\n"


class NotAPack(ValueError):
    """A file is no model pack that can be trusted; the message names the place and the fault."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules with their origin: whose they are, which version they had there, and who signed them."""

    rules: Rules
    origin: str
    version: int
    publisher: str = ""
    signature: str = ""


def pack_of(rule_set: RuleSet) -> Pack:
    """Return a version of the rules as a pack: signed by this installation, or as it was taken over."""
    rules = rules_of(rule_set)
    if rule_set.signature:
        assert rule_set.origin_version is not None  # noqa: S101 - rules_taken_over_say_from_whom
        return Pack(rules, rule_set.origin, rule_set.origin_version, rule_set.publisher, rule_set.signature)
    return _signed(Pack(rules, rule_set.programme.name, rule_set.version))


def _signed(pack: Pack) -> Pack:
    key = _installation_key()
    named = replace(pack, publisher=key.public_key().public_bytes_raw().hex())
    return replace(named, signature=key.sign(_statement(_content(named))).hex())


def _installation_key() -> Ed25519PrivateKey:
    secret = env.secret("REMBUK_SIGNING_KEY", settings.VAR)
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"model packs\0{secret}".encode()).digest())


def publisher_here() -> str:
    """Return the public key that packs of this installation are signed with, in hexadecimal."""
    return _installation_key().public_key().public_bytes_raw().hex()


def write_pack(pack: Pack) -> bytes:
    """Return the file of a pack; the same pack gives the same bytes."""
    content = {**_content(pack), "signature": pack.signature}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _content(pack: Pack) -> dict[str, Any]:  # Any: JSON.
    rules = msgspec.to_builtins(pack.rules)
    return {
        "kind": KIND,
        "format": FORMAT,
        "origin": pack.origin,
        "version": pack.version,
        "publisher": pack.publisher,
        "digests": dict(_digests(rules)),
        "rules": rules,
    }


def _digests(rules: dict[str, Any]) -> Iterator[tuple[str, str]]:  # Any: JSON.
    for part, value in rules.items():
        yield f"rules.{part}", digest(value)


def _statement(content: dict[str, Any]) -> bytes:  # Any: JSON.
    return _SIGNED_FOR + canonical_json(content)


def read_pack(data: bytes) -> Pack:
    """Read and check a pack: its format, every part, and the signature; raise NotAPack naming what is wrong where."""
    content = _parsed(data)
    _insist_on_head(content)
    try:
        rules = read_rules(json.dumps(content["rules"]))
    except NotRules as error:
        raise NotAPack(f"rules: {error}") from error
    _insist_on_digests(content)
    pack = Pack(rules, content["origin"], content["version"], content["publisher"], content["signature"])
    _insist_on_signature(pack)
    if write_pack(pack) != data:
        raise NotAPack("file: the content is whole, but spaces or the order of lines were changed")
    return pack


def _parsed(data: bytes) -> dict[str, Any]:  # Any: JSON of a stranger.
    try:
        content = json.loads(data, object_pairs_hook=_without_doubles)
    except NotAPack:
        raise
    except (ValueError, RecursionError) as error:
        raise NotAPack(f"file: not JSON ({error})") from error
    if not isinstance(content, dict):
        raise NotAPack("file: not a model pack")
    return content


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # Any: as above.
    seen: set[str] = set()
    for key, _value in pairs:
        if key in seen:
            raise NotAPack(f"{key}: stands twice in one place")
        seen.add(key)
    return dict(pairs)


def _insist_on_head(content: dict[str, Any]) -> None:  # Any: as above.
    if content.get("kind") != KIND:
        raise NotAPack(f"kind: says {content.get('kind')!r}, not {KIND!r}")
    if content.get("format") != FORMAT:
        raise NotAPack(f"format: says {content.get('format')!r}; this version of Rembuk reads {FORMAT}")
    for key in sorted(set(content) ^ _KEYS):
        raise NotAPack(f"{key}: {'unknown field' if key in content else 'missing'}")
    for key, form in _TEXTS.items():
        if not isinstance(content[key], str) or not form.fullmatch(content[key]):
            raise NotAPack(f"{key}: not in its form")
    if not isinstance(content["digests"], dict):
        raise NotAPack("digests: not a list of parts")
    if type(content["version"]) is not int or not 1 <= content["version"] <= 32_767:
        raise NotAPack("version: not a whole number from 1")


def _insist_on_digests(content: dict[str, Any]) -> None:  # Any: as above.
    try:
        known, found = content["digests"], dict(_digests(content["rules"]))
    except (TypeError, ValueError) as error:
        raise NotAPack(f"rules: {error}") from error
    for place in sorted(set(found) | set(known)):
        if found.get(place) != known.get(place):
            raise NotAPack(f"{place}: was changed after the pack was made")


def _insist_on_signature(pack: Pack) -> None:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(pack.publisher))
        key.verify(bytes.fromhex(pack.signature), _statement(_content(pack)))
    except (ValueError, InvalidSignature) as error:
        raise NotAPack("signature: does not fit the pack; its head or its signature was changed") from error


def save_pack(pack: Pack, path: Path) -> None:
    """Write a pack to a file, whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(write_pack(pack))
    draft.replace(path)


def load_pack(path: Path) -> Pack:
    """Read and check a pack from a file; raise NotAPack naming what is wrong where."""
    if path.stat().st_size > MOST_BYTES:
        raise NotAPack(f"file: larger than {MOST_BYTES // 1_000_000} MB")
    return read_pack(path.read_bytes())
