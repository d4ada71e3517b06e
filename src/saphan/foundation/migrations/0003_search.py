"""What may be found by its words, with the index that the database has for it."""

from django.db import migrations, models

from saphan.foundation.trigrams import PiecewiseText, piecewise


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.UUIDField()),
                ("organisation", models.UUIDField(null=True)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("body", models.TextField()),
                ("bare", PiecewiseText()),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "subject", "language"), name="search_text_once"
                    )
                ],
            },
        ),
        piecewise("foundation_searchtext", column="bare", key="number"),
    ]
