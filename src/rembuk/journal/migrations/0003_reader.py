from django.db import migrations, models

import rembuk.tenancy.fields


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Reader",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rembuk.tenancy.fields.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", rembuk.tenancy.fields.TenantField()),
                ("name", models.CharField(max_length=40)),
                ("number", models.BigIntegerField(default=0)),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "name"), name="a_reader_reads_at_one_place"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 0)), name="a_reader_starts_before_the_first"
                    ),
                ],
            },
        ),
    ]
