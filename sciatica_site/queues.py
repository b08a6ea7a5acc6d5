"""The pile of mails that did not go out."""

from django.urls import reverse
from django.utils.translation import gettext as _
from post_office.models import STATUS

from .attention import counted
from .hooks import QueueCount, Viewer
from .models import QueuedMail


def failed_mails(viewer: Viewer) -> QueueCount:
    return QueueCount(
        label=_("Mails that could not be sent"),
        url=f"{reverse('admin:sciatica_site_queuedmail_changelist')}?status__exact={STATUS.failed}",
        permission="sciatica_site.view_queuedmail",
        rank=30,
        **counted(QueuedMail.objects.filter(status=STATUS.failed), "created"),
    )
