"""Add the words of articles, with their full text index."""

import django.db.models.deletion
from django.db import migrations, models

from sciatica_site.fulltext.operations import CreateTextIndex


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleText",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                ("title", models.TextField(verbose_name="title")),
                ("summary", models.TextField(verbose_name="summary, question and headings")),
                ("body", models.TextField(verbose_name="text")),
            ],
            options={
                "verbose_name": "searched text of an article",
                "verbose_name_plural": "searched texts of articles",
            },
        ),
        CreateTextIndex("ArticleText", columns=("title", "summary", "body")),
    ]
