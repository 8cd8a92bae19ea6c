"""Figures as a page writes them: the whole figure stands on one line."""

import pytest
from django.utils import translation

from rembuk.web.formats import capital, percent, rupiah, short_rupiah

MOST = 10**15


@pytest.mark.parametrize(
    ("language", "figures"),
    [
        ("id", ("Rp 1.000.000.000.000.001", "Rp 1.000 triliun", "Rp 12,5 juta", "84 %")),
        ("en", ("Rp 1,000,000,000,000,001", "Rp 1,000 trillion", "Rp 12.5 million", "84 %")),
    ],
)
def test_no_line_breaks_inside_a_figure_and_no_rupiah_is_lost(language, figures):
    with translation.override(language):
        written = (rupiah(MOST + 1), short_rupiah(MOST), short_rupiah(12_500_000), percent(84))

    assert written == tuple(figure.replace(" ", "\N{NO-BREAK SPACE}") for figure in figures)


def test_a_label_begins_large_and_keeps_what_is_written_large_in_it():
    assert capital("masukkan ke RKP, atau usulkan ke atas") == "Masukkan ke RKP, atau usulkan ke atas"
    assert capital("") == ""
