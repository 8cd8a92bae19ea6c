"""The tree, its names, words, people and shapes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Tier(models.TextChoices):
    """The levels of the tree (tingkat wilayah)."""

    PROVINCE = "province", _("province")
    REGENCY = "regency", _("regency")
    SUBDISTRICT = "subdistrict", _("sub-district")
    VILLAGE = "village", _("village")


class Region(models.Model):
    """A province, kabupaten, kecamatan or kampung (wilayah administrasi), by official code.

    `number` is the code without dots, padded to ten digits: 18.02.02 is 1802020000. It is never reused or changed;
    a split gives new rows, and the old one an end.
    """

    # How many numbers a region of each tier spans, itself included.
    SPAN: ClassVar = {Tier.PROVINCE: 10**8, Tier.REGENCY: 10**6, Tier.SUBDISTRICT: 10**4, Tier.VILLAGE: 1}

    number = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=13, unique=True)
    tier = models.CharField(max_length=20, choices=Tier.choices)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    statistics_code = models.CharField(max_length=10, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    tile_column = models.SmallIntegerField(null=True)
    tile_row = models.SmallIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(tier=Tier.PROVINCE), name="only_a_province_has_no_parent"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="a_region_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_number(self) -> int:
        """The highest number a region inside this one can have."""
        return self.number + self.SPAN[Tier(self.tier)] - 1

    @property
    def tenant(self) -> int:
        """The number of the kabupaten it lies in."""
        return self.number // 10**6

    def holds(self, number: int) -> bool:
        """Is this number the region itself or inside it?"""
        return self.number <= number <= self.last_number


class Alias(models.Model):
    """Another way people write a region's name (sebutan lain); `key` is the spelling without spaces and case."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="an_alias_is_kept_once")]

    def __str__(self) -> str:
        return self.name


class Word(models.Model):
    """What something is called in a region (istilah setempat): kampung or pekon, BPK or BPD or LHP; inherited down."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="words")
    key = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    text = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key", "language"], name="a_region_says_a_word_one_way")
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


class Border(models.Model):
    """Two regions lie side by side (berbatasan); the lower number stands left."""

    left = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+", db_index=False)  # The pair is indexed.
    right = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="a_border_is_kept_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="a_border_has_its_lower_number_left"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} | {self.right_id}"


class Population(models.Model):
    """How many people live in a region, by whom and when counted (jumlah penduduk)."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="populations")
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "source", "counted_on"], name="a_count_is_kept_once"),
            models.CheckConstraint(condition=~Q(source=""), name="a_population_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.people} ({self.source}, {self.counted_on})"


class Boundary(models.Model):
    """The outline of a region as GeoJSON geometry (batas wilayah), imported, never shipped."""

    region = models.OneToOneField(Region, on_delete=models.CASCADE, primary_key=True, related_name="boundary")
    geometry = models.TextField()
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.region_id}"


class Locality(ScopedModel):
    """A hamlet or neighbourhood below the kampung (dusun, RW, RT), known by a local number: `18.02.02.2005#dusun-3`."""

    class Kind(models.TextChoices):
        HAMLET = "dusun", _("hamlet")
        WARD_CLUSTER = "rw", _("ward cluster")
        NEIGHBOURHOOD = "rt", _("neighbourhood unit")

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Text, not a number: "007" and "III" are what people write.
    label = models.CharField(max_length=100)
    name = models.CharField(max_length=100, blank=True)
    # A neighbourhood lies in a ward cluster or hamlet, and the next one begins again at number 1.
    around = TenantFK("self", on_delete=models.PROTECT, null=True, related_name="+")
    # One to a line, the latest last: people go on saying them, and files go on writing them.
    former_names = models.TextField(blank=True)
    people = models.PositiveIntegerField(null=True)
    people_source = models.CharField(max_length=200, blank=True)
    counted_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "region", "kind", "label"],
                condition=Q(around__isnull=True),
                name="a_locality_has_its_own_label",
            ),
            models.UniqueConstraint(
                fields=["tenant", "region", "around", "kind", "label"], name="a_part_of_a_locality_has_its_own_label"
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True, people_source="", counted_on__isnull=True)
                | (Q(people__isnull=False, counted_on__isnull=False) & ~Q(people_source="")),
                name="a_count_of_a_locality_has_a_source_and_a_day",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "around"], name="parts_of_a_locality")]

    def __str__(self) -> str:
        return self.name or f"{capfirst(self.get_kind_display())} {self.label}"

    @property
    def with_around(self) -> str:
        """Its name with what it lies in, "RT 007, Dusun 3", because numbers repeat."""
        return f"{self}, {self.around.with_around}" if self.around else str(self)

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called and was called, today's name first; none where it has only a number."""
        return tuple(name for name in (self.name, *reversed(self.former_names.splitlines())) if name)

    @property
    def path(self) -> str:
        """Its id inside the kampung, `dusun-3/rt-007`. It never changes, whatever the place is called."""
        own = f"{self.kind}-{self.label}"
        return f"{self.around.path}/{own}" if self.around else own

    @property
    def local_id(self) -> str:
        """The id people and files use, `18.02.02.2005#dusun-3`."""
        return f"{self.region.code}#{self.path}"
