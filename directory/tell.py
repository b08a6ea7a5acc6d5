"""What to tell a massage therapist before a session, in the order in which to say it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Tell:
    """`key` names it in forms; `blank` leaves a line to write on."""

    key: str
    text: "str | _StrPromise"
    blank: bool = True


TELL: tuple[Tell, ...] = (
    Tell(
        "warning-signs",
        _("I have read the warning signs, and none of them fits me today."),
        blank=False,
    ),
    Tell("better-worse", _("What makes my leg pain better or worse:")),
    Tell("positions", _("Positions that hurt:")),
    Tell("medicines", _("My medicines, above all blood thinners and strong painkillers:")),
    Tell("clots", _("Blood clots now or in the past, varicose veins, easy bruising:")),
    Tell("numb-skin", _("Where my skin is numb or feels less:")),
    Tell("pregnancy", _("I am pregnant, or I could be."), blank=False),
    Tell("operations", _("Operations, injections, implants, and when:")),
    Tell("conditions", _("Fragile bones, cancer, heart trouble, fever; what my doctor said:")),
    Tell("allergies", _("Allergies, asthma, sensitive skin, scents that bother me:")),
    Tell("bad-massage", _("A massage that went badly for me, and how:")),
    Tell("no-touch", _("Areas I do not want touched, or touch that is hard for me:")),
    Tell("company", _("I would like to stay dressed, or to bring someone:")),
    Tell("pressure", _("How firm I like it, from 0 (barely there) to 10:")),
    Tell("stop-word", _("My word for “stop now”:")),
)
