"""Accounts in the moderation area."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

# Registers the packages' own pages, which are replaced or taken off below.
import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import audited, earlier_address, rights, sessions
from .actions import CannotClose, close_account
from .models import User

# People see where they are signed in themselves; the address of their computer is for nobody else.
admin.site.unregister(UserSession)
# An address is changed on the page of its account, where a line of the audit says so.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)
admin.site.unregister(Group)


#: The fields that say what an account may do.
RIGHTS = (*rights.FLAGS, "groups", "user_permissions")


def is_superuser(request: HttpRequest) -> bool:
    return request.user.is_active and bool(getattr(request.user, "is_superuser", False))


class UserCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


@admin.register(User)
class UserAdmin(StockUserAdmin):
    add_form = UserCreationForm
    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_superuser", "is_active")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("email", "name")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Rights are given by superusers: who may change accounts could make themselves one."""
        fields = super().get_readonly_fields(request, obj)
        return fields if is_superuser(request) else (*fields, *RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nor do others change one: its address and password would give them what it may."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or is_superuser(request))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """One's own is closed in one's own area, which signs out afterwards."""
        allowed = super().has_delete_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return obj.pk != request.user.pk and (not obj.is_superuser or is_superuser(request))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except CannotClose:
            return self._say_why_not(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Its action deletes all that are selected, or none."""
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except CannotClose:
            return self._say_why_not(request)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """The message about it waits in a session, where the address has no place any more."""
        return super().response_delete(request, str(obj_id), obj_id)

    def _say_why_not(self, request: HttpRequest) -> HttpResponse:
        text = _(
            "Nothing was deleted: records about others name this account as the one who decided."
            " Take off “Active” instead."
        )
        self.message_user(request, text, messages.ERROR)
        return HttpResponseRedirect(reverse("admin:accounts_user_changelist"))

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """A switched-off account is signed out for good: switched on again, it starts anew."""
        with rights.recorded(obj.pk, by=request.user) if change else nullcontext():
            super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            self._give_up_addresses(obj, str(form.initial["email"]))
        if not obj.is_active:
            sessions.end_all(obj)

    def _give_up_addresses(self, user: User, earlier: str) -> None:
        """They would go on to open the account; the new one is asked to confirm itself."""
        rows = EmailAddress.objects.filter(user=user)
        given_up = {earlier, *rows.values_list("email", flat=True)}
        rows.delete()
        for address in given_up:
            if address.casefold() != user.email.casefold():
                earlier_address.forget(address)

    @transaction.atomic
    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        number = form.instance.pk
        if not change:
            super().save_related(request, form, formsets, change)
            audited.account("account.changed", number, by=request.user, part="added")
            return
        with rights.recorded(number, by=request.user):
            super().save_related(request, form, formsets, change)
        if others := [name for name in form.changed_data if name not in RIGHTS]:
            audited.account("account.changed", number, by=request.user, fields=others)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """As its owner would close it. One with a profile does not get here: the page refuses
        what is protected, since only a therapist erases a profile."""
        number = obj.pk
        close_account(obj)
        audited.account("account.changed", number, by=request.user, part="deleted")

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            self.delete_model(request, user)

    @transaction.atomic
    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        user = self.get_object(request, id)
        before = user.password if user else ""
        response: HttpResponse = super().user_change_password(request, id, form_url)
        if user and isinstance(response, HttpResponseRedirect):
            user.refresh_from_db(fields=["password"])
            if user.password != before:
                audited.account("account.changed", user.pk, by=request.user, fields=["password"])
        return response


@admin.register(Group)
class RoleAdmin(StockGroupAdmin):
    """`sync_roles` makes groups as well, and takes away again what no role names."""

    @transaction.atomic
    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        before = rights.of_group(form.instance) if change else {}
        super().save_related(request, form, formsets, change)
        group = form.instance
        rights.record_group(group, before, rights.of_group(group), by=request.user)
        if not change or "name" in form.changed_data:
            audited.role(group.pk, group.name, by=request.user, fields=["name"])

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        """Whoever was in it has its rights no longer."""
        number = obj.pk
        super().delete_model(request, obj)
        audited.role(number, obj.name, by=request.user, fields=["deleted"])

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Group]) -> None:
        for group in queryset:
            self.delete_model(request, group)


@admin.register(Authenticator)
class SecondFactorAdmin(admin.ModelAdmin):
    """For somebody who lost the phone: a factor can be taken off, its secret never seen."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__email", "user__name")
    fields = ("user", "type", "created_at", "last_used_at")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        number, kind = obj.user_id, str(obj.type)
        super().delete_model(request, obj)
        audited.account("account.factor-removed", number, by=request.user, before=kind)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Iterable[Authenticator]) -> None:
        for factor in queryset:
            self.delete_model(request, factor)
