"""The role of moderators: they decide and check, and edit neither words, people nor articles."""

from __future__ import annotations

from django.contrib import admin

from accounts.roles import merged
from directory.models import Photo
from directory.roles import DECIDED, READ, WORDS
from sciatica_site.hooks import roles
from sciatica_site.roles import MODERATOR

RIGHTS = set(merged(roles)[MODERATOR].permissions)


def test_every_app_of_the_role_gives_its_rights() -> None:
    apps = {right.partition(".")[0] for right in RIGHTS}

    assert apps == {"directory", "inquiries", "sciatica_site"}


def test_nothing_is_added_or_deleted_by_hand() -> None:
    actions = {right.partition(".")[2].partition("_")[0] for right in RIGHTS}

    assert actions == {"view", "change"}


def test_words_to_choose_from_are_looked_at_only() -> None:
    assert {f"directory.view_{name}" for name in WORDS} <= RIGHTS
    assert not {f"directory.change_{name}" for name in (*WORDS, *READ)} & RIGHTS


def test_what_can_be_changed_can_be_seen() -> None:
    changed = {right for right in RIGHTS if ".change_" in right}

    assert {right.replace(".change_", ".view_") for right in changed} <= RIGHTS


def test_every_right_opens_a_page() -> None:
    """All but the one to take data out of lists, which is a right to buttons on many. Photos are
    shown where a text is reviewed."""
    inlines = [one.model for found in admin.site._registry.values() for one in found.inlines]
    shown = [*admin.site._registry, *inlines, Photo]
    pages = {f"{model._meta.app_label}.{model._meta.model_name}" for model in shown}
    things = {right.replace(".view_", ".").replace(".change_", ".") for right in RIGHTS}

    assert things - pages <= {"sciatica_site.export_data"}


def test_nothing_is_named_twice() -> None:
    assert len({*DECIDED, *READ, *WORDS}) == len([*DECIDED, *READ, *WORDS])


def test_every_list_of_the_directory_but_the_machines_is_open() -> None:
    machine = {"facetvalue", "searchdoc", "searchtext", "searchgeneration"}
    listed = {
        model._meta.model_name
        for model in admin.site._registry
        if model._meta.app_label == "directory"
    }

    assert listed - {*DECIDED, *READ, *WORDS} == machine
