from django.db import migrations


def hidings_of_old_suspensions(apps, schema_editor):
    """Profiles that were hidden before hidings had rows get one from the record of events: the day
    and who did it. No words were kept, so `why` stays empty; nobody has looked a second time, so
    it waits for that. Its therapist can reply and appeal from now on.

    Where the record does not say it (no event, or one of publishing after it), nothing is made up.
    """
    Therapist = apps.get_model("directory", "Therapist")
    ProfileEvent = apps.get_model("directory", "ProfileEvent")
    Hiding = apps.get_model("directory", "Hiding")
    has_one = Hiding.objects.filter(ended_at=None).values("therapist")
    hidden = Therapist.objects.filter(status="suspended").exclude(pk__in=has_one)
    for number in hidden.order_by("pk").values_list("pk", flat=True).iterator():
        events = ProfileEvent.objects.filter(
            therapist_number=number, kind__in=("suspended", "published")
        )
        last = events.order_by("-happened_at", "-pk").first()
        if last is not None and last.kind == "suspended":
            Hiding.objects.create(
                therapist_id=number, hidden_at=last.happened_at, hidden_by_id=last.actor_id
            )


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0009_moderators_tools"),
    ]

    operations = [
        # What was made stays on the way back: therapists may have replied to it.
        migrations.RunPython(hidings_of_old_suspensions, migrations.RunPython.noop),
    ]
