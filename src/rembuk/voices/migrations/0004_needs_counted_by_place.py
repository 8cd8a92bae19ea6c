from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voices", "0003_search")]

    operations = [
        migrations.AddIndex(
            model_name="need",
            index=models.Index(fields=["tenant", "region_number", "state"], name="needs_counted_by_place"),
        ),
    ]
