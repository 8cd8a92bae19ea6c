"""Every text has Indonesian words, in sentences that are read aloud once and understood."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from rembuk.cli.translations import INDONESIAN, missing_words

MOST_WORDS = 20
USUAL_WORDS = 15
A_SENTENCE = 8  # Shorter ones are labels and buttons; they would hide long sentences in an average.

# Words of offices and of computers, each with the word that people say.
PLAINER = {
    "approve": "setuju",
    "dikarenakan": "karena",
    "download": "unduh",
    "email": "surel",
    "error": "keliru",
    "evaluasi": "menilai",
    "feedback": "masukan",
    "handphone": "HP",
    "implementasi": "pelaksanaan",
    "input": "isian",
    "klik": "tekan, pilih",
    "login": "masuk",
    "mekanisme": "cara",
    "monitoring": "pemantauan",
    "password": "kata sandi",
    "platform": "aplikasi",
    "ponsel": "HP",
    "stakeholder": "pihak, warga",
    "submit": "kirim",
    "update": "perbarui",
    "upload": "kirim",
    "user": "warga, petugas",
    "valid": "sah",
    "validasi": "pemeriksaan",
    "verifikasi": "pemeriksaan",
}


@pytest.fixture(scope="module")
def catalog():
    with INDONESIAN.open("rb") as file:
        return read_po(file)


def test_every_text_has_indonesian_words(catalog):
    assert list(missing_words(catalog)) == []


def test_indonesian_has_one_form_for_any_number(catalog):
    assert catalog.num_plurals == 1


def test_sentences_are_short_enough_to_be_read_aloud(catalog):
    assert [sentence for sentence in _sentences(catalog) if _length(sentence) > MOST_WORDS] == []


def test_the_usual_sentence_is_shorter_still(catalog):
    lengths = [length for sentence in _sentences(catalog) if (length := _length(sentence)) >= A_SENTENCE]

    assert sum(lengths) / len(lengths) <= USUAL_WORDS


def test_plain_words_are_used_where_there_are_any(catalog):
    stiff = re.compile(rf"\b({'|'.join(PLAINER)})\b", re.IGNORECASE)

    assert [(found[0], words) for words in _words(catalog) if (found := stiff.search(words))] == []


def test_readers_are_addressed_politely(catalog):
    """ "Anda" begins with a capital, and nobody is called "kamu"."""
    rude = re.compile(r"\banda\b|\b[Kk]amu\b")

    assert [words for words in _words(catalog) if rude.search(words)] == []


def _words(catalog) -> Iterator[str]:
    for message in catalog:
        if message.id:
            yield message.string[0] if isinstance(message.string, tuple | list) else message.string


def _sentences(catalog) -> Iterator[str]:
    for words in _words(catalog):
        yield from re.split(r"(?<=[.!?])\s+", words)


def _length(sentence: str) -> int:
    return sum(1 for word in sentence.split() if re.search(r"\w", word))
