"""When invented residents speak: most in the months before the village decides, in meetings on a few evenings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random

from rembuk.kernel.periods import WIB, local_day
from rembuk.voices.states import Channel

DAYS = 790  # Twenty-six months: what was asked for in the first year is built in the second.

# How much is said in a month: the village collects in June and decides by September, the kecamatan meets in February.
SEASON: Mapping[int, int] = {1: 7, 2: 7, 3: 4, 4: 5, 5: 8, 6: 20, 7: 17, 8: 14, 9: 9, 10: 5, 11: 6, 12: 5}

HOURS: Mapping[Channel, Sequence[int]] = {
    Channel.MEETING: (19, 20, 20, 21),
    Channel.PAPER: (8, 9, 10, 11, 13, 14),
    Channel.ASSISTED: (8, 9, 10, 11, 13, 14, 16),
    Channel.WEB: (6, 7, 12, 13, 16, 17, 18, 19, 20, 21, 22),
    Channel.WHATSAPP: (5, 6, 7, 9, 12, 15, 17, 18, 19, 20, 21, 22),
    Channel.SMS: (6, 7, 12, 16, 18, 19, 20),
    Channel.KIOSK: (8, 9, 10, 11, 13, 14),
}


class Calendar:
    """The days that end at `until`, each as likely as its season."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        last = local_day(until)
        self.days = [last - timedelta(days=back) for back in range(DAYS, -1, -1)]
        self.weights = [SEASON[day.month] for day in self.days]

    def draw(self, random: Random, channel: Channel) -> datetime:
        """Draw a moment somebody would speak in this way, never after `until`."""
        return self._at(random, random.choices(range(len(self.days)), self.weights)[0], channel)

    def draw_evening(self, random: Random, evening: int) -> datetime:
        """Draw a moment in the meeting held on the day of that index."""
        return self._at(random, evening, Channel.MEETING)

    def draw_meetings(self, random: Random) -> tuple[int, ...]:
        """Draw the evenings a hamlet meets on, as indices of days: two or three in a year."""
        return tuple(sorted(random.choices(range(len(self.days)), self.weights, k=random.choice((4, 5, 6)))))

    def _at(self, random: Random, index: int, channel: Channel) -> datetime:
        moment = datetime.combine(
            self.days[index], time(random.choice(HOURS[channel]), random.randrange(60), random.randrange(60)), WIB
        )
        # The last day is not over at `until`: what would be later was said the day before.
        return moment if moment <= self.until else moment - timedelta(days=1)
