"""The forms through which files come in: one file each, checked before anything is kept."""

from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.choices import DocumentFormat
from directory.models import CredentialKind

from . import images, pdf

MEGABYTE = 1024 * 1024
PHOTO_BYTES = 8 * MEGABYTE
DOCUMENT_BYTES = 10 * MEGABYTE


class UploadField(forms.FileField):
    """Gives the bytes of a file that is not too large; what it is called is not looked at."""

    default_error_messages = {
        "required": gettext_lazy("Choose a file first."),
        "invalid": gettext_lazy("Choose a file first."),
        "missing": gettext_lazy("Choose a file first."),
        "empty": gettext_lazy("This file is empty. Choose another one."),
        "refused": gettext_lazy(
            "You have sent many files in a short time. Wait an hour, then choose this one again."
        ),
    }

    def __init__(self, *, most_bytes: int, accept: str, label: object, help_text: object) -> None:
        self.most_bytes = most_bytes
        self.is_refused = False
        # The list that opens shows fitting files first; what is sent is checked all the same.
        widget = forms.FileInput(attrs={"accept": accept})
        super().__init__(widget=widget, label=str(label), help_text=str(help_text))

    def clean(self, data: UploadedFile | None, initial: object = None) -> bytes:
        if self.is_refused:
            raise ValidationError(self.error_messages["refused"], code="refused")
        file: UploadedFile = super().clean(data, initial)
        if (file.size or 0) > self.most_bytes:
            raise ValidationError(
                _("This file is larger than %(most)d MB. Save it smaller and try again."),
                code="size",
                params={"most": self.most_bytes // MEGABYTE},
            )
        content: bytes = file.read()
        return content


class UploadForm(forms.Form):
    def refuse_files(self) -> None:
        """Before anything of them is read; what else was filled in stays."""
        for field in self.fields.values():
            if isinstance(field, UploadField):
                field.is_refused = True


class PhotoForm(UploadForm):
    photo = UploadField(
        most_bytes=PHOTO_BYTES,
        accept="image/jpeg,image/png,image/webp",
        label=gettext_lazy("Photo of you"),
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 8 MB."),
    )

    def clean_photo(self) -> images.Picture:
        return images.take_in(self.cleaned_data["photo"], images.PHOTO)


class DocumentForm(UploadForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is a copy of"),
        error_messages={
            "required": gettext_lazy("Choose what this is a copy of."),
            "invalid_choice": gettext_lazy("Choose what this is a copy of."),
        },
    )
    file = UploadField(
        most_bytes=DOCUMENT_BYTES,
        accept="application/pdf,image/jpeg,image/png",
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, JPEG or PNG, up to 10 MB. A photo of the paper will do."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they are
        # Compared here and not by the database, which refuses some of what can be sent.
        self.kinds = {kind.slug: kind for kind in CredentialKind.objects.filter(is_active=True)}
        choices = [("", _("Choose one")), *((k.slug, k.name) for k in self.kinds.values())]
        cast(forms.ChoiceField, self.fields["kind"]).choices = choices

    def clean_kind(self) -> CredentialKind:
        return self.kinds[self.cleaned_data["kind"]]

    def clean_file(self) -> tuple[DocumentFormat, bytes]:
        """Pictures are written anew; a PDF stays as it is."""
        data: bytes = self.cleaned_data["file"]
        if data.startswith(pdf.HEADER):
            pdf.check(data)
            return DocumentFormat.PDF, data
        picture = images.take_in(data, images.SCAN)
        return DocumentFormat(picture.format), picture.content
