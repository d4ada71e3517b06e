"""The key of a form filled in without a network, so that it becomes one case only."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("care", "0004_retention"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="entry",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("organisation", "entry"), name="case_of_entry_once"
            ),
        ),
    ]
