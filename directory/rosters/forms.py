"""The forms of lists: how one is read, and a file of it."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import RosterSource

from .mapping import COLUMNS, DATE_FORMATS
from .sources import LONGEST_COLUMN, WrongSource, check, words_of

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
BETWEEN = {
    ",": gettext_lazy("Comma"),
    ";": gettext_lazy("Semicolon"),
    "\t": gettext_lazy("Tab"),
    "|": gettext_lazy("Vertical bar"),
}
PREFIX = "column_"
ABOUT_A_NEW_ONE = ("register", "encoding")
SAMPLE, TRIAL, READ = "sample", "trial", "read"
WAYS = [
    (SAMPLE, gettext_lazy("Only show what its columns are called, to choose from")),
    (TRIAL, gettext_lazy("Dry run: say what would be done")),
    (READ, gettext_lazy("Read it")),
]


def has_columns(source: RosterSource) -> bool:
    """Whether there is something to choose from, or something was told."""
    return bool(source.header or source.columns)


class TabChoiceField(forms.ChoiceField):
    """Takes a tab for what it is, and not for an empty answer."""

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value)


class SourceForm(forms.ModelForm):
    """Columns are chosen from those of a sample; they are written where they were told without one.

    A list without either has no such fields yet: its next step is a file.
    """

    delimiter = TabChoiceField(
        label=gettext_lazy("Between columns"), choices=list(BETWEEN.items()), initial=","
    )
    date_format = forms.ChoiceField(
        label=gettext_lazy("Dates look like"), choices=list(DATE_FORMATS.items())
    )
    words = forms.CharField(
        label=gettext_lazy("Words for “active”"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "What the list writes when a license may be used, one on each line. Upper or lower"
            " case does not matter."
        ),
    )

    class Meta:
        model = RosterSource
        fields = ["register", "encoding", "delimiter", "date_format"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.instance
        if source.pk is None:
            self.fields = {key: self.fields[key] for key in ABOUT_A_NEW_ONE if key in self.fields}
        if not has_columns(source):
            self.fields.pop("words", None)
            return
        self.fields["words"].initial = "\n".join(source.active_words)
        for key, label in COLUMNS.items():
            self.fields[PREFIX + key] = self._column(str(source.columns.get(key, "")), str(label))

    def _column(self, saved: str, label: str) -> forms.Field:
        label = _("Column: %(what)s") % {"what": label}
        names = list(dict.fromkeys([*self.instance.header, *([saved] if saved else [])]))
        if not self.instance.header:
            return forms.CharField(
                label=label, required=False, max_length=LONGEST_COLUMN, initial=saved
            )
        choices = [("", _("not in this list")), *((name, name) for name in names)]
        return forms.ChoiceField(label=label, required=False, choices=choices, initial=saved)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        source = cast(RosterSource, self.instance)
        if "words" not in self.fields:
            return data  # a list is made first, then it gets a sample to choose from
        source.columns = {key: name for key in COLUMNS if (name := data.get(PREFIX + key))}
        source.active_words = words_of(data.get("words", ""))
        try:
            check(source)
        except WrongSource as wrong:
            for field, text in wrong.where.items():
                self.add_error(PREFIX + field if field in COLUMNS else field, text)
        return data


class FileForm(forms.Form):
    what = forms.ChoiceField(
        label=gettext_lazy("What to do with it"),
        choices=WAYS,
        widget=forms.RadioSelect,
        initial=TRIAL,
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=gettext_lazy("CSV, up to 20 MB. It is deleted when it has been read."),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "invalid": gettext_lazy("Choose a file first."),
            "missing": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def __init__(self, *args: Any, has_columns: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_columns:
            what = cast(forms.ChoiceField, self.fields["what"])
            what.choices = WAYS[:1]
            what.widget = forms.HiddenInput()

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(
                _("This file is larger than 20 MB. Read it with import_roster on the server.")
            )
        return file

    @property
    def content(self) -> BinaryIO:
        return cast(BinaryIO, self.cleaned_data["file"].file)
