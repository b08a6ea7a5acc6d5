"""Says in templates of the admin where a check of a credential stands."""

from django import template

from directory.models import VerificationRecord
from directory.presenters import checking

register = template.Library()


@register.filter
def state_of_check(record: VerificationRecord) -> str:
    return checking.state_of(record)
