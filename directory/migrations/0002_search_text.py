"""Add the words of profiles, with their full text index."""

import django.db.models.deletion
from django.db import migrations, models

from sciatica_site.fulltext.operations import CreateTextIndex


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "therapist",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="directory.therapist",
                    ),
                ),
                ("name", models.TextField()),
                ("vocabulary", models.TextField()),
                ("answers", models.TextField()),
                ("plain", models.JSONField()),
            ],
            options={
                "verbose_name": "searched text",
                "verbose_name_plural": "searched texts",
            },
        ),
        CreateTextIndex("SearchText", columns=("name", "vocabulary", "answers")),
    ]
