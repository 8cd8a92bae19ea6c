"""Say a sentence as an invented resident would: greeting, spelling, short forms and thanks of its style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from rembuk.journeys.year import vocabulary
from rembuk.journeys.year.vocabulary import Sentence

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
COUNTED = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")
COUNTED_JV = ("", "siji", "loro", "telu", "papat", "lima", "enem", "pitu", "wolu")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked for, and its measures; all voices of one need share it."""

    hamlet: int
    other_hamlet: int
    neighbourhood: int
    spot: str
    venue: str
    length: str
    width: str
    households: str
    people: str
    count: str
    hectares: str
    dues: str
    duration: int


def draw_place(random: Random, *, hamlet: int, hamlets: int) -> Place:
    """Make up a place in a hamlet."""
    return Place(
        hamlet=hamlet,
        other_hamlet=random.choice([number for number in range(1, hamlets + 1) if number != hamlet]),
        neighbourhood=2 * hamlet - random.choice((0, 1)),
        spot=random.choice(list(vocabulary.SPOTS)),
        venue=random.choice(list(vocabulary.VENUES)),
        length=random.choice(vocabulary.LENGTHS),
        width=random.choice(vocabulary.WIDTHS),
        households=random.choice(vocabulary.HOUSEHOLDS),
        people=random.choice(vocabulary.PEOPLE),
        count=random.choice(vocabulary.COUNTS),
        hectares=random.choice(vocabulary.HECTARES),
        dues=random.choice(vocabulary.DUES),
        duration=random.randrange(len(vocabulary.DURATIONS_JV)),
    )


def tidy_title(title: str, place: Place) -> str:
    """Fill the slots of an issue's title in the plain spelling an officer uses."""
    return title.format(
        dusun=f"Dusun {place.hamlet}",
        dusun_lain=f"Dusun {place.other_hamlet}",
        rt=f"RT {place.neighbourhood:02}",
        titik=place.spot,
        tempat=place.venue,
    )


def say(random: Random, sentence: Sentence, place: Place) -> str:
    """Return the sentence as one resident would say it there; two calls rarely give the same text."""
    words = sentence.words.format_map(_fillings(random, sentence.style, place))
    words = words[0].upper() + words[1:]
    words = _greet(random, sentence.style, words)
    if random.random() < 0.35:
        words = f"{words} {random.choice(vocabulary.FAREWELLS[sentence.style])}"
    return _type_on_a_phone(random, words) if sentence.style == "chat" else words


def _fillings(random: Random, style: str, place: Place) -> dict[str, str]:
    metres = "m" if style == "chat" and random.random() < 0.6 else "meter"
    durations = vocabulary.DURATIONS_JV if style == "jv" else vocabulary.DURATIONS
    return {
        "dusun": _hamlet(random, style, place.hamlet),
        "dusun_lain": _hamlet(random, style, place.other_hamlet),
        "rt": _neighbourhood(random, style, place.neighbourhood),
        "titik": _spelling(random, style, vocabulary.SPOTS[place.spot]),
        "tempat": _spelling(random, style, vocabulary.VENUES[place.venue]),
        "panjang": f"{place.length} {metres}",
        "lebar": f"{place.width} {metres}",
        "kk": f"{place.households} {random.choice(('KK', 'keluarga'))}",
        "orang": place.people,
        "jumlah": place.count,
        "luas": f"{place.hectares} hektar",
        "iuran": place.dues,
        "lama": durations[place.duration],
    }


def _hamlet(random: Random, style: str, number: int) -> str:
    ways = {
        "formal": (f"Dusun {number}", f"Dusun {ROMAN[number]}"),
        "plain": (f"Dusun {number}", f"dusun {number}", f"Dusun {ROMAN[number]}", f"dusun {COUNTED[number]}"),
        "chat": (f"dsn {number}", f"dusun {number}", f"dsn{number}", f"Dusun {number}"),
        "jv": (f"dusun {COUNTED_JV[number]}", f"dusun {number}"),
    }
    return random.choice(ways[style])


def _neighbourhood(random: Random, style: str, number: int) -> str:
    ways = (f"rt {number}", f"RT{number:02}", f"rt{number}") if style == "chat" else (f"RT {number:02}", f"RT {number}")
    return random.choice(ways)


def _spelling(random: Random, style: str, spellings: tuple[str, ...]) -> str:
    return spellings[0] if style == "formal" else random.choice(spellings)


def _greet(random: Random, style: str, words: str) -> str:
    if random.random() < 0.55:
        return words
    greeting = random.choice(vocabulary.GREETINGS[style])
    goes_on = greeting.endswith((",", ":"))
    keeps_capital = words.startswith(("JUT", "MCK", "KTP", "PAUD", "PKK", "RT", "SD", "WC", "Dusun"))
    return f"{greeting} {words[0].lower() + words[1:] if goes_on and not keeps_capital else words}"


def _type_on_a_phone(random: Random, words: str) -> str:
    shortened = re.sub(r"[\w-]+", lambda match: _shorten(random, match[0]), words)
    lowered = shortened.lower() if random.random() < 0.3 else shortened
    return lowered.rstrip(".") if random.random() < 0.5 else lowered


def _shorten(random: Random, word: str) -> str:
    short = vocabulary.SHORT_FORMS.get(word.lower())
    if short is None or random.random() < 0.55:
        return word
    return short.capitalize() if word[0].isupper() else short
