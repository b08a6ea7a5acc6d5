"""The generation of the search rows, and an index that holds all that the order compares."""

from django.db import migrations, models

CIRCLE = [
    "cell",
    "x",
    "y",
    "z",
    "bits",
    "bits2",
    "since",
    "rate_60",
    "therapist",
    "places",
    "lapses_at",
    "location",
    "confirmed_on",
    "specialty_bits",
    "specialty_bits2",
]


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_place_indexes")]

    operations = [
        migrations.CreateModel(
            name="SearchGeneration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(verbose_name="number")),
            ],
            options={
                "verbose_name": "generation of the search rows",
                "verbose_name_plural": "generations of the search rows",
                "constraints": [
                    models.CheckConstraint(
                        name="there_is_one_search_generation", condition=models.Q(pk=1)
                    )
                ],
            },
        ),
        migrations.RemoveIndex(model_name="searchdoc", name="searchdoc_circle"),
        migrations.AddIndex(
            model_name="searchdoc",
            index=models.Index(name="searchdoc_circle", fields=CIRCLE),
        ),
    ]
