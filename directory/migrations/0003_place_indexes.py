"""Find places by the beginning of their key, and by where they lie."""

from django.db import migrations, models

import directory.models.bytewise


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_search_text")]

    operations = [
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                directory.models.bytewise.Bytewise("key"), name="place_by_beginning_of_key"
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["latitude", "longitude"], name="place_by_position"),
        ),
    ]
