from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_attendees")]

    operations = [migrations.AddField("Meeting", "reminded_at", models.DateTimeField(null=True))]
