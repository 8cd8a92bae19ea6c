"""The one field in which an amount of rupiah is typed, wherever a form asks for one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.money import MOST_AT_ONCE, NotRupiah, Rupiah, parse_rupiah, rupiah
from rembuk.web.formats import language


class Amount(forms.CharField):
    """An amount as people write it, "Rp 1.500.000" or 1500000: from `least` to what may move at once."""

    def __init__(self, *, least: Rupiah = 1, **options: Any) -> None:  # Any: Django's own field options.
        options.setdefault("help_text", _("For example: Rp 1.500.000"))
        options.setdefault("error_messages", {"required": _("Write the amount.")})
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=40, widget=widget, **options)
        self.least = least

    def clean(self, value: Any) -> Rupiah | None:  # Any: what was typed.
        """Return the whole rupiah, None where nothing was typed and nothing has to be."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse_rupiah(text)
        except NotRupiah as error:
            raise forms.ValidationError(
                _("“%(text)s” is no amount of rupiah. Write for example Rp 1.500.000."), params={"text": text}
            ) from error
        if not self.least <= amount <= MOST_AT_ONCE:
            bounds = {name: rupiah(one, language()) for name, one in (("least", self.least), ("most", MOST_AT_ONCE))}
            raise forms.ValidationError(_("Write an amount from %(least)s to %(most)s."), params=bounds)
        return amount
