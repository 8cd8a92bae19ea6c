import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rembuk.tenancy.fields
from rembuk.tenancy.operations import AppendOnly, Changeable


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0002_append_only"),
        ("media", "0001_initial"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Changeable("Transfer"),
        migrations.AddField(
            model_name="paymentrequest",
            name="paper",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="media.photo",
            ),
        ),
        migrations.AddField(
            model_name="transfer",
            name="paper",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="media.photo",
            ),
        ),
        migrations.AddField(
            model_name="transfer",
            name="payment",
            field=rembuk.tenancy.fields.TenantFK(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="finance.transfer",
            ),
        ),
        migrations.AddIndex(
            model_name="paymentrequest",
            index=models.Index(fields=["tenant", "paper"], name="requests_with_a_paper"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["tenant", "paper"], name="transfers_with_a_paper"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["tenant", "payment"], name="what_follows_a_payment"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credit__startswith", "5."), _negated=True),
                    ("turns_back__isnull", False),
                    ("payment__isnull", False),
                    _connector="OR",
                ),
                name="what_comes_back_names_its_payment",
            ),
        ),
        AppendOnly("Transfer"),
    ]
