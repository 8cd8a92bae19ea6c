"""What people, phones and attackers really typed into systems like this one, and what choked on it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from urllib.parse import quote, urlencode

# Text, or bytes that are no text at all.
Typed = str | bytes

NOTHING = ("", " ", "\t\r\n", "\u00a0", "\u200b", "\ufeff", "\u2800")

NUMBERS = (
    "0", "-1", "-0", "1.500", "1,5", "50000000.00", "Rp 150.000,50", "2147483647", "2147483648",
    "9223372036854775807", "9223372036854775808", "1000000000000000", "1e400", "NaN", "Infinity", "0x1F", "1_000",
    "007", "٣", "²", "③", "９", "Ⅳ", "½", "1" * 4301, "9" * 16, "+1", " 1 ",
)  # fmt: skip

DAYS = (
    "2026-02-30", "2026-13-01", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-1-1", "28/12/2026",
    "2026-W52-1", "20261228", "2026-12-28T00:00:00Z", "2026-12-28T25:61:61+99:99", "yesterday", "29-02-2027",
)  # fmt: skip

KEYS = (
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "{00000000000000000000000000000000}",
    "urn:uuid:00000000-0000-0000-0000-000000000000", "g0000000-0000-0000-0000-000000000000", "BR-22222", "br-2222②",
    "BR-İ2222", "KB-", "18.02.02.2005", "18.02.02.2005#dusun-3", "1802022005", "18.02.04.2011", "99.99.99.9999",
    "18.02.02.2005.1", "١٨.٠٢", "..", ".", "null", "None", "undefined", "[]", "{}", "true",
)  # fmt: skip

# Letters that grow, shrink, turn round or hide when a program changes or counts them.
LETTERS = (
    "İstanbul", "straße", "ﷺ", "ﬁ", "e\u0301" * 40, "\u0301", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ", "\u202eabc\u202c", "\u2066\u2069",
    "👩‍👩‍👧‍👦" * 20, "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\U0010ffff", "\ufffe", "\ufffd", "\ud7ff", "ꦲꦏ꧀ꦱꦫꦗꦮ", "जी", "\u2028\u2029", "\x1b[31m",
    "\x00", "a\x00b", "\x01\x02\x08\x0b\x0c\x7f", "\x85", "K\u212a", "ſ", "ǅ",
)  # fmt: skip

ATTACKS = (
    "' OR '1'='1", "'; DROP TABLE voices_voice; --", '"', "\\", "\\'", "%", "%s", "%(name)s", "%n%x", "%00", "%ff",
    "{0}", "{{7*7}}", "{% raise %}", "${7*7}", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)", "../../../../etc/passwd", "..\\..\\", "file:///etc/passwd", "//jahat.example/",
    "https://jahat.example/", "\r\nSet-Cookie: session=1", '=HYPERLINK("http://jahat.example")', "@SUM(1)", "+cmd|' /C",
    "(((((", "[" * 2_000, "*" * 40, "(a+)+$", "a" * 30 + "!", "&amp;", "&#0;", "NEAR(", '"NOT', "AND OR", "col:", "^",
    "jalan*", "-jalan", '"jalan', "_", "%25%32%35",
)  # fmt: skip

PEOPLE = (
    "Bangunrejo", "O'Brien", "Null", "Siti", "081234567890", "+62 812-3456-7890", "0812" * 10, "１２３４",
    "1802020101900001", "a@b", "a@b.c\nBcc: x@y.z", '"a b"@contoh.example', f"{'a' * 250}@contoh.example", "user@İ.com",
    "@", "tel:081", "Dusun III RT 07", "RT " + "9" * 50, "sangat sedikit", "tidak layak", "nda ngerti aku mas",
)  # fmt: skip

LONG = ("x" * 256, "kata " * 60, "w" * 2_001, "á" * 5_000, "\n" * 3_000, "1 " * 20_000, "😀" * 30_000)

# Halves of characters and other bytes that are no UTF-8.
BYTES = (b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\x80", b"\x80", b"caf\xe9", b"\xf8\x88\x80\x80\x80", b"\xe2\x28\xa1")

JSONS = (
    "[", '{"id": 1}', '{"id": "a", "rawId": "", "type": "public-key", "response": {}}', '{"response": []}',
    '{"response": {"userHandle": 1, "clientDataJSON": null}}', '"x"', "1e999", '{"a": "\\ud800"}', "NaN",
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"YQ"}}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}',
)  # fmt: skip

KINDS: tuple[Sequence[Typed], ...] = (NOTHING, NUMBERS, DAYS, KEYS, LETTERS, ATTACKS, PEOPLE, LONG, BYTES, JSONS)

# Plain words that get past a required field.
PLAIN = "Mohon jembatan kecil di Dusun 3 diperbaiki, papannya sudah lapuk."

HEADERS = {
    "Accept": ("", "application/json", "*/*;q=nan", ",,,", "text/html;q=1e999"),
    "Accept-Encoding": ("gzip;q=x", "br, gzip", "\x80", "identity;q=0, *;q=0"),
    "Accept-Language": ("jv", "id;q=2", "x" * 5_000, "*" * 600, "en-\xff", "-" * 501 + ","),
    "Authorization": ("Basic =", "Bearer null"),
    "Content-Encoding": ("gzip", "\xff"),
    "Cookie": ("session=\x80", "session=" + "a" * 5_000, "csrf=x; session=", ";;;=", '"', "messages=[]", "session=%00"),
    "Expect": ("100-continue",),
    "Forwarded": ("for=[::1;host=jahat.example",),
    "Host": ("", "jahat.example", "localhost:99999", "localhost:x", "[::1", "[::1]", "LOCALHOST.", "a" * 300, "\xff"),
    "If-Match": ("*", '"x'),
    "If-Modified-Since": ("x", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 31 Feb 10000 99:99:99 GMT", "1", "-" * 300),
    "If-None-Match": ("*", 'W/"', '"\xff"', ","),
    "Last-Event-Id": ("-1",),
    "Origin": ("null", "https://jahat.example", "http://[", "\xff"),
    "Range": ("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,1-1", "x=1", "bytes=" + "9" * 400 + "-"),
    "Referer": ("http://[", "null", "\xff", "http://localhost/\x00", "https://localhost:x/"),
    "Save-Data": ("on", "\xff"),
    "Sec-Fetch-Site": ("cross-site", "none", ""),
    "Transfer-Encoding": ("chunked",),
    "User-Agent": ("", "\x00", "\xff" * 400, "x" * 9_000, "() { :; }; echo"),
    "X-Csrftoken": ("x", "\xff" * 64),
    "X-Forwarded-For": ("", "::1, x", "999.999.999.999", "1" * 2_000, "\xff", "127.0.0.1:80"),
    "X-Forwarded-Host": ("jahat.example", "["),
    "X-Forwarded-Proto": ("https", "gopher"),
    "X-Requested-With": ("XMLHttpRequest",),
}  # fmt: skip

CONTENT_TYPES = (
    "application/json", "application/json; charset=utf-7", "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=tidak-ada",
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xff",
    "multipart/form-data; boundary=x", "text/plain", "", ";", "image/jpeg", "application/csp-report", "*/*", "a" * 300,
)  # fmt: skip

# Bodies that are nearly something.
BODIES = (
    b"", b"\x00", b"{", b"[]", b"null", b"1", b'"x"', b"[" * 100_000, b'{"a":' * 5_000, b'{"key":1}', b'{"key":null}',
    b'{"words":{"a":[]}}', b'{"words":"\\ud800"}', b'{"a":1e999}', b'{"a":NaN}', b'{"a":' + b"9" * 5_000 + b"}",
    b'{"key":"a","key":"b"}', b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00", b"a=%", b"a=%zz&=&&a", b"a=1&" * 300,
    b"%00=%00", b"a" * 1_048_577, b"--x\r\n\r\n", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
    b"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename*=utf-8''%ff\r\n\r\n1\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name=a; filename="../../a"\r\nContent-Transfer-Encoding: base64\r\n\r\n=',
    b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Length: x\r\n\r\n1\r\n--x--\r\n',
)  # fmt: skip


def nasty(random: Random) -> Typed:
    """Return one value; each kind comes equally often, and now and then two stick together."""
    value = random.choice(random.choice(KINDS))
    if random.random() < 0.1:
        return _bytes(value) + _bytes(random.choice(random.choice(KINDS)))
    return value


def encoded(pairs: Sequence[tuple[Typed, Typed]]) -> str:
    """Return pairs as the query of an address, or as the body of a form."""
    return urlencode([(_bytes(name), _bytes(value)) for name, value in pairs])


def quoted(value: Typed) -> str:
    """Return a value as one part of an address."""
    return quote(_bytes(value), safe="")


def as_text(value: Typed) -> str:
    """Return a value as text; bytes that are none become other letters."""
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _bytes(value: Typed) -> bytes:
    return value if isinstance(value, bytes) else value.encode()
