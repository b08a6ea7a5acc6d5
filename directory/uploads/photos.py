"""Puts a photo into the draft of its therapist or takes it out; it is public once approved."""

from django.db import transaction

from accounts.models import User
from directory.actions import events, profiles
from directory.actions.guarding import own
from directory.choices import EventKind
from directory.editing import drafts
from directory.models import Photo, Therapist

from .images import Picture
from .removal import remove, remove_unused_photo, stored


def put(therapist: Therapist, *, by: User, picture: Picture) -> Photo:
    """Raises `Refused` while the draft cannot be written to; then nothing is kept."""
    photo = Photo(therapist=therapist, width=picture.width, height=picture.height)
    with stored(photo.file, picture.content, "jpg"), transaction.atomic():
        own(therapist.pk, by)
        photo.save()
        _write(therapist, by, photo.token)
    return photo


@transaction.atomic
def take_out(therapist: Therapist, *, by: User) -> None:
    """Out of the draft, and off the public page at once: nobody has to approve of having none."""
    present = own(therapist.pk, by)
    draft = drafts.load(present)
    approved = present.photo.token if present.photo else ""
    if draft.revision or draft.content["about"]["photo"] != approved:
        _write(therapist, by, "")
    public = Photo.objects.filter(pk__in=Therapist.objects.filter(pk=therapist.pk).values("photo"))
    for photo in public:
        remove(photo)
        events.record(therapist.pk, EventKind.LIVE_CHANGED, by=by, fields=["photo"])


def _write(therapist: Therapist, by: User, token: str) -> None:
    """Whatever else was written about the person meanwhile stays: only the photo changes."""
    draft = drafts.load(Therapist.objects.with_answers().get(pk=therapist.pk))
    before = draft.content["about"]["photo"]
    profiles.save(
        therapist,
        by=by,
        sections={"about": draft.content["about"] | {"photo": token}},
        seen=drafts.seen(draft, ["about"]),
    )
    if before != token:
        remove_unused_photo(therapist.pk, before)
