from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the migration that fills in the version: PostgreSQL wants one after the other."""

    dependencies = [("directory", "0005_therapists_own_area")]

    operations = [
        migrations.AddConstraint(
            model_name="therapist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("consent_version", ""), ("consented_at__isnull", True)),
                    models.Q(
                        ("consented_at__isnull", False),
                        models.Q(("consent_version", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="consent_names_the_text_that_was_agreed_to",
            ),
        ),
    ]
