from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("place", models.IntegerField(primary_key=True, serialize=False)),
                ("times", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("times__gte", 1)), name="a_counter_has_moved")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tenant",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("host", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("host",), name="one_tenant_answers_for_a_host"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1000), ("number__lte", 9999)),
                        name="a_tenant_has_four_digits",
                    ),
                ],
            },
        ),
    ]
