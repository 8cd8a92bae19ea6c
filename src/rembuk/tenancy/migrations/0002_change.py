from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("place", models.IntegerField(primary_key=True, serialize=False)),
                ("times", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("times__gte", 1)), name="a_counter_has_moved"),
                ],
            },
        ),
    ]
