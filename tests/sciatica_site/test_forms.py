"""Every form field is labeled, explained, and tied to its error."""

from __future__ import annotations

from django import forms

from sciatica_site.forms import SiteBoundField


class SampleForm(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on your license")
    agrees = forms.BooleanField(label="I agree", required=False)
    days = forms.MultipleChoiceField(
        label="Days",
        choices=[("mon", "Monday")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_has_its_label_and_its_help_tied_to_it() -> None:
    html = str(SampleForm()["name"].as_field_group())

    assert 'for="id_name"' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'id="id_name_helptext"' in html


def test_an_error_is_tied_to_its_field() -> None:
    html = str(SampleForm({"name": ""})["name"].as_field_group())

    assert 'aria-invalid="true"' in html
    assert "id_name_error" in html.split("aria-describedby=")[1].split(">")[0]
    assert 'id="id_name_error"' in html
    assert "This field is required." in html


def test_a_group_of_boxes_is_named_by_its_legend() -> None:
    html = str(SampleForm()["days"].as_field_group())

    assert "<fieldset" in html
    assert "<legend" in html


def test_a_form_renders_all_of_its_fields_with_the_sites_template() -> None:
    html = str(SampleForm())

    assert html.count("field__label") >= 1
    for name in ("name", "agrees", "days", "token"):
        assert f'name="{name}"' in html


def test_bound_fields_know_what_kind_they_are() -> None:
    form = SampleForm()

    assert isinstance(form["name"], SiteBoundField)
    assert form["agrees"].is_single_checkbox
    assert not form["days"].is_single_checkbox
    assert form["token"].is_hidden_input
