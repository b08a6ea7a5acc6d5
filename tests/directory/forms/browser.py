"""What a browser shows of a page of the editor, and what it would send."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict

from directory.editing import content
from directory.editing.content import Content
from directory.forms.page_forms import PageForms
from directory.forms.pages import BY_KEY
from directory.models import Therapist


def loaded(therapist: Therapist) -> Therapist:
    return Therapist.objects.with_answers().get(pk=therapist.pk)


def opened(
    key: str,
    therapist: Therapist,
    data: QueryDict | None = None,
    document: Content | None = None,
    **options: Any,
) -> PageForms:
    """The page as it is shown to this therapist, or judged when there are data."""
    therapist = loaded(therapist)
    document = document or content.read(therapist)
    return PageForms(BY_KEY[key], therapist=therapist, content=document, data=data, **options)


def rendered(forms: PageForms) -> str:
    parts = []
    for bound in forms.parts:
        if bound.form:
            parts += [_field(field) for field in bound.form]
        for table in bound.tables:
            parts.append(f'<fieldset id="{table.id}">{table.formset.management_form}</fieldset>')
            parts += [_field(field) for row in table.formset for field in row]
    html = "\n".join(parts)
    html.encode()  # what cannot be encoded cannot be sent either
    return html


def _field(field: Any) -> str:
    return str(field) if field.is_hidden else field.as_field_group()


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent = QueryDict(mutable=True)
        self.ids: list[str] = []
        self._select = self._textarea = ""
        self._options: list[tuple[str, bool]] = []
        self._text = ""

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        given = {name: value or "" for name, value in attributes}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "input":
            is_box = given.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in given:
                self.sent.appendlist(given["name"], given.get("value", "on" if is_box else ""))
        elif tag == "select":
            self._select, self._options = given["name"], []
        elif tag == "option":
            self._options.append((given["value"], "selected" in given))
        elif tag == "textarea":
            self._textarea, self._text = given["name"], ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            chosen = [value for value, is_chosen in self._options if is_chosen]
            self.sent.appendlist(self._select, (chosen or [self._options[0][0]])[0])
        elif tag == "textarea":
            text = self._text.removeprefix("\n").replace("\n", "\r\n")
            self.sent.appendlist(self._textarea, text)


def _read(forms: PageForms) -> _Controls:
    controls = _Controls()
    controls.feed(rendered(forms))
    controls.close()
    return controls


def posted(forms: PageForms, **changes: Any) -> QueryDict:
    """What the browser sends, with changes by field name ("__" for "-"); `None` takes it away."""
    data = _read(forms).sent
    for name, value in changes.items():
        put(data, name.replace("__", "-"), value)
    return data


def put(data: QueryDict, name: str, value: Any) -> None:
    if value is None:
        data.pop(name, None)
    else:
        data.setlist(name, value if isinstance(value, list) else [value])


def judged(key: str, therapist: Therapist, **changes: Any) -> PageForms:
    """The page after the browser has sent it with these changes."""
    return opened(key, therapist, posted(opened(key, therapist), **changes))


def messages(forms: PageForms) -> list[str]:
    """What is wrong, by the control: "control: message"."""
    forms.is_valid()
    return [f"{control.removeprefix('id_')}: {message}" for control, message in forms.error_list]


def says(forms: PageForms, control: str, words: str) -> bool:
    """It is refused for this reason, beside this control, and for nothing else."""
    found = messages(forms)
    return len(found) == 1 and found[0].startswith(f"{control}: ") and words in found[0]


def ids(forms: PageForms) -> list[str]:
    return _read(forms).ids
