"""A few people for the site of a drill, so that its pages have something to show."""

from __future__ import annotations

THERAPISTS = 3


def main() -> None:
    import django

    django.setup()
    from tests.factories.directory import TherapistFactory
    from tests.factories.places import PlaceFactory

    PlaceFactory()
    for _number in range(THERAPISTS):
        TherapistFactory(published=True)


if __name__ == "__main__":
    main()
