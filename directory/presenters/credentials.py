"""Says a credential in sentences: what, by whom, and what this site checked, how and when."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directory import formatting
from directory.choices import Verification
from directory.freshness import CHECK_HOLDS_FOR as HOLDS
from directory.models import Credential
from directory.search.cards import CardCredential


@dataclass(frozen=True)
class CheckStatement:
    """`tone` is good only for a check that still counts today."""

    tone: str
    text: str


def statement(credential: Credential) -> str:
    """One sentence: what, by whom, where, since when, valid through which day."""
    parts = [credential.title or str(credential.kind.name)]
    parts.append(_("issued by %(issuer)s") % {"issuer": credential.issuer})
    if credential.region and credential.region not in credential.issuer:
        parts.append(credential.region)
    if credential.issued_on:
        parts.append(_("since %(year)s") % {"year": credential.issued_on.year})
    if credential.expires_on:
        parts.append(_("valid through %(day)s") % {"day": formatting.day(credential.expires_on)})
    return ", ".join(parts) + "."


def headline(credential: CardCredential, today: date) -> str:
    """The same, shorter, for a result card: what and since when, then the check."""
    name = credential.title or credential.kind_name
    if credential.region:
        name = _("%(credential)s, %(region)s") % {"credential": name, "region": credential.region}
    if credential.issued_on:
        name = _("%(credential)s, since %(year)s") % {
            "credential": name,
            "year": credential.issued_on.year,
        }
    return f"{name}. {check(credential, today).text}"


def check(credential: Credential | CardCredential, today: date) -> CheckStatement:
    """What this site did, in the tense that holds today."""
    if credential.is_expired(today) and credential.expires_on:
        text = _("It expired on %(day)s.") % {"day": formatting.day(credential.expires_on)}
        return CheckStatement("caution", text)
    if credential.verification == Verification.SELF_DECLARED or not credential.checked_on:
        return CheckStatement("quiet", _("Entered by the therapist; we have not checked it."))
    when = {"day": formatting.day(credential.checked_on)}
    if credential.verification == Verification.COULD_NOT_VERIFY:
        return CheckStatement(
            "caution", _("We tried to check it on %(day)s and could not confirm it.") % when
        )
    if credential.good_until and credential.good_until < today <= credential.checked_on + HOLDS:
        return CheckStatement("caution", _ended(credential.checked_on, credential.good_until))
    if credential.has_lapsed(today):
        return CheckStatement(
            "caution", _("Our last check, on %(day)s, is more than a year old.") % when
        )
    if credential.verification == Verification.REGISTER_CHECKED:
        return CheckStatement("good", _("We found it on the official register on %(day)s.") % when)
    return CheckStatement("good", _("We saw a copy of the document on %(day)s.") % when)


def _ended(checked_on: date, good_until: date) -> str:
    return _(
        "When we checked it, on %(checked)s, it was good until %(until)s."
        " We have not checked it again."
    ) % {"checked": formatting.day(checked_on), "until": formatting.day(good_until)}
