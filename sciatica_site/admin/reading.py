"""Pages of the admin on which no row is written by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class FixedRowsAdmin(admin.ModelAdmin):
    """Nobody adds a row or deletes one here."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(FixedRowsAdmin):
    """To look at: nobody has a right to more, whoever it is."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StepsAdmin(FixedRowsAdmin):
    """Who has the right to change takes steps: buttons that call actions, no fields to write in.

    The stock page of one row has the actions of the list as its buttons.
    """

    change_form_template = "admin/steps.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context["original"]
        return super().render_change_form(
            request, context | {"steps": self.steps(request, row)}, *args, **kwargs
        )

    def steps(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """What can be done about this row, by the name of the action, with the button's words."""
        return self.get_action_choices(request, [])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)
