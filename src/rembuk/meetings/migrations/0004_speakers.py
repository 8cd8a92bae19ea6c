from django.db import migrations, models

from rembuk.tenancy.operations import AppendOnly

KINDS = [
    ("counted", "people counted"),
    ("spoken", "somebody spoke"),
    ("grouped", "joined to a need"),
    ("ranked", "ranked"),
    ("decided", "decided"),
    ("objected", "objected"),
    ("viewed", "view of the village council"),
    ("tasked", "action item"),
    ("finished", "action item finished"),
    ("signed", "signed"),
    ("annexed", "annex"),
    ("asked", "wants to speak"),
    ("floor", "given the floor"),
]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_entry_after")]

    operations = [
        migrations.AlterField("Entry", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.AddConstraint(
            "Entry",
            models.CheckConstraint(
                condition=~models.Q(kind="asked") | ~models.Q(group=""),
                name="who_asks_for_the_floor_is_of_a_group",
            ),
        ),
        migrations.AddConstraint(
            "Entry",
            models.CheckConstraint(
                condition=~models.Q(kind="floor") | models.Q(target__isnull=False),
                name="the_floor_is_given_to_somebody",
            ),
        ),
        # SQLite makes the table anew for a constraint, and forgets its fence.
        AppendOnly("Entry"),
    ]
