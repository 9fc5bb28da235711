"""Figures of readings, counted in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("portal", "0003_deposit"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("rung", models.CharField(max_length=20)),
                ("outcome", models.CharField(max_length=30)),
                ("count", models.PositiveBigIntegerField(default=0)),
                ("seconds", models.FloatField(default=0.0)),
            ],
            options={
                "verbose_name": "décompte de lectures",
                "verbose_name_plural": "décomptes de lectures",
                "constraints": [models.UniqueConstraint(fields=("source", "rung", "outcome"), name="tally_once")],
            },
        ),
    ]
