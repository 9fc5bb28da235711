"""What is validated and not yet transmitted is asked for at every control, and is a handful of rows among all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index of these rows alone."""

    dependencies = [("portal", "0006_api_tokens")]
    operations = [
        migrations.AddIndex(
            model_name="deposit",
            index=models.Index(condition=models.Q(("state", "valide")), fields=["id"], name="deposit_validated"),
        ),
    ]
