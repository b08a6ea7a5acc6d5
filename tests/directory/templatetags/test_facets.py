"""The markup of filters, written without a template: hooks, ticks, folds and escapes."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from directory.presenters.search_filters import Group, NumberBox, Option, Section
from directory.search.catalogue import Value
from directory.templatetags.facets import facet_groups, facet_sections

NASTY = "<b>\"&'{0}"
SPORTS = Value("technique", "sports", "Sports massage", 1)
ODD = Value("technique", "odd", NASTY, 2)
PRICE = NumberBox("max_rate", "Price at most", "90", unit="dollars", is_money=True)


def element(markup: str) -> Any:
    return html.fragment_fromstring(markup.strip())


def group(**values: Any) -> Group:
    options = [Option(SPORTS, 1204, True), Option(ODD, 0, False)]
    defaults = {
        "name": "technique", "label": "Type", "options": options, "note": "", "is_open": False,
    }  # fmt: skip
    return Group(**{**defaults, **values})


def facet_groups_of(*groups: Group) -> str:
    return facet_groups(groups)


def test_groups_are_written_one_after_the_other() -> None:
    assert facet_groups_of(group(), group()).count("<details") == 2
    assert facet_groups_of() == ""


def test_a_section_names_its_groups() -> None:
    section = element(facet_sections([Section("who", NASTY, [group(), group()])]))

    assert section.get("id") == "facets-who"
    assert section.xpath("string(h3)") == NASTY
    assert len(section.xpath("details")) == 2


def test_each_value_has_its_hooks_in_plain_digits_and_its_number_for_readers() -> None:
    first, second = element(facet_groups_of(group())).xpath(".//label")

    assert dict(first.attrib) == {
        "class": "facet__option",
        "data-facet": "technique",
        "data-value": "sports",
        "data-count": "1204",
    }
    assert first.xpath("string(span)") == "1,204"
    assert second.get("data-count") == "0"


def test_a_chosen_value_is_ticked_and_no_other() -> None:
    boxes = element(facet_groups_of(group())).xpath(".//input")

    assert [(box.get("name"), box.get("value"), "checked" in box.attrib) for box in boxes] == [
        ("technique", "sports", True),
        ("technique", "odd", False),
    ]


@pytest.mark.parametrize("is_open", [True, False])
def test_a_group_is_open_or_folded(is_open: bool) -> None:
    assert ("open" in element(facet_groups_of(group(is_open=is_open))).attrib) is is_open


def test_a_note_stands_in_its_group() -> None:
    assert "field__error" not in facet_groups_of(group())
    note = element(facet_groups_of(group(note=NASTY))).xpath("string(.//p)")
    assert note == NASTY


def test_labels_are_escaped() -> None:
    options = element(facet_groups_of(group(label=NASTY))).xpath(".//label")

    assert NASTY in options[1].text_content()


def test_each_group_and_its_parts_can_be_found_again() -> None:
    details = element(facet_groups_of(group()))

    assert (details.get("class"), details.get("id")) == ("facet", "facet-technique")


def test_what_is_chosen_stands_in_the_summary() -> None:
    summary = element(facet_groups_of(group(chosen=NASTY))).xpath("summary")[0]

    assert summary.xpath("string(span[@class='facet__name'])") == "Type"
    assert summary.xpath("string(span[@class='facet__chosen'])") == NASTY


def test_a_hint_is_no_error() -> None:
    markup = facet_groups_of(group(hint=NASTY))

    assert "field__error" not in markup
    assert element(markup).xpath("string(.//p[@class='facet__note'])") == NASTY


def test_a_single_yes_has_no_fold() -> None:
    box = element(facet_groups_of(group(is_single=True, options=[Option(SPORTS, 3, False)])))

    assert box.tag == "div"
    assert box.xpath(".//input[@name='technique']")
    assert not box.xpath(".//summary")


def test_a_number_box_has_its_label_and_what_was_typed() -> None:
    field = element(facet_groups_of(group(number=replace(PRICE, value=NASTY))))

    box = field.xpath(".//input[@type='text']")[0]
    assert (box.get("name"), box.get("id"), box.get("value")) == ("max_rate", "max_rate", NASTY)
    assert field.xpath("string(.//label[@for='max_rate'])") == "Price at most, dollars"
    assert "aria-invalid" not in box.attrib


def test_a_wrong_number_is_tied_to_its_explanation() -> None:
    field = element(facet_groups_of(group(number=replace(PRICE, error=NASTY))))

    box = field.xpath(".//input[@type='text']")[0]
    assert box.get("aria-invalid") == "true"
    assert field.get_element_by_id(box.get("aria-describedby")).text_content() == NASTY
