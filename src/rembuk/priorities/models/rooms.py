"""Where residents and government negotiate about a round: the room, who sits in it, and all that was done there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.priorities.states import RoomDeed, RoomParty, Shape
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel

ASKS = (("must", "must be built"), ("never", "must not be built"))


class Room(ScopedModel):
    """The room of a round that is decided by talks (ruang runding), with the terms announced before the first word.

    Both sides hand in their lists until the scores of the round end; they talk from then on until its result is due.
    `residents_share` is their part of the money, in percent, that counts when nothing is agreed.
    """

    round = TenantFK("priorities.Round", on_delete=models.PROTECT, related_name="+")
    offers_each = models.PositiveSmallIntegerField()
    residents_share = models.PositiveSmallIntegerField()
    review_on = models.DateField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "round"], name="a_round_has_one_room"),
            models.CheckConstraint(condition=Q(offers_each__gte=1), name="each_side_may_make_an_offer"),
            models.CheckConstraint(condition=Q(residents_share__lte=100), name="a_share_is_at_most_the_whole"),
        ]

    def __str__(self) -> str:
        return str(self.round_id)


class RoomSeat(ScopedModel):
    """Somebody who sits in a room for one party and for no other (kursi)."""

    room = TenantFK(Room, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=10, choices=RoomParty.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    held_as = models.CharField(max_length=30, choices=Role.choices)
    taken_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "room", "person"], name="nobody_sits_for_two_parties"),
        ]

    def __str__(self) -> str:
        return self.party


class RoomAct(ScopedModel):
    """One thing done in a room, for good (langkah rundingan). `number` is its place, `key` the sender's own id.

    `about` is the key of a wish, or of another way to build it. `points` are from 0 to 10, on the side's own scale.
    `chosen` are the keys of an offer, in order, with spaces between.
    """

    room = TenantFK(Room, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    key = models.UUIDField()
    deed = models.CharField(max_length=20, choices=RoomDeed.choices)
    party = models.CharField(max_length=10, choices=RoomParty.choices)
    seat = TenantFK(RoomSeat, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=4, blank=True)
    points = models.PositiveSmallIntegerField(null=True)
    cost_rupiah = models.BigIntegerField(null=True)
    shape = models.CharField(max_length=10, choices=Shape.choices, blank=True)
    asks = models.CharField(max_length=5, choices=ASKS, blank=True)
    words = models.CharField(max_length=600, blank=True)
    interest = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    chosen = models.CharField(max_length=160, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "seat"], name="acts_of_a_seat")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "room", "number"], name="acts_of_a_room_follow_each_other"),
            models.UniqueConstraint(fields=["tenant", "key"], name="an_act_of_a_room_is_taken_once"),
            models.UniqueConstraint(
                fields=["tenant", "room", "party", "about"],
                condition=Q(deed=RoomDeed.STATE),
                name="a_party_says_once_what_a_wish_is_worth",
            ),
            models.UniqueConstraint(
                fields=["tenant", "room", "party", "about"],
                condition=Q(deed=RoomDeed.DRAW),
                name="a_party_draws_one_red_line_for_a_wish",
            ),
            models.CheckConstraint(
                condition=~Q(deed=RoomDeed.STATE)
                | Q(points__isnull=False, points__lte=10) & ~Q(about="") & ~Q(words=""),
                name="a_position_has_words_and_points",
            ),
            models.CheckConstraint(
                condition=~Q(deed=RoomDeed.VARY) | Q(cost_rupiah__gt=0) & ~Q(about="") & ~Q(words="") & ~Q(shape=""),
                name="another_way_says_what_it_is_and_costs",
            ),
            models.CheckConstraint(
                condition=~Q(deed=RoomDeed.DRAW) | ~Q(about="") & ~Q(words="") & ~Q(asks=""),
                name="no_red_line_without_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.deed}"
