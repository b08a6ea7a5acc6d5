"""The evidence label of a claim: verdict and grade in two or three plain words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import ClaimGrade, Verdict


@dataclass(frozen=True)
class Label:
    """`tone` is good, some, weak, against or plain: what a style sheet may know about it."""

    text: str | Promise
    tone: str

    def __str__(self) -> str:
        return str(self.text)


#: These verdicts say it all; the grade would only blur them. They speak of the claim as people make
#: it, since the label stands beside a sentence of ours that corrects it.
BY_VERDICT = {
    Verdict.UNSUPPORTED: Label(_("claim not supported"), "against"),
    Verdict.OVERCLAIMED: Label(_("claim overstated"), "against"),
    Verdict.PROMOTIONAL: Label(_("advertising claim"), "against"),
    Verdict.NOT_CHECKED: Label(_("not checked yet"), "plain"),
    Verdict.PRACTICE: Label(_("good practice"), "plain"),
}
BY_GRADE = {
    ClaimGrade.HIGH: Label(_("good evidence"), "good"),
    ClaimGrade.MODERATE: Label(_("fair evidence"), "good"),
    ClaimGrade.LOW: Label(_("some evidence"), "some"),
    ClaimGrade.VERY_LOW: Label(_("weak evidence"), "weak"),
    ClaimGrade.MECHANISTIC: Label(_("laboratory studies only"), "weak"),
    ClaimGrade.CASE_REPORTS: Label(_("single cases"), "weak"),
    ClaimGrade.GUIDELINE: Label(_("guideline advice"), "some"),
    ClaimGrade.NONE_FOUND: Label(_("no study found"), "weak"),
}
ESTABLISHED = Label(_("well established"), "good")
IN_PART = Label(_("true in part"), "some")
ACCEPTED = Label(_("accepted explanation"), "some")


def label_of(verdict: Verdict, grade: ClaimGrade) -> Label:
    if verdict in BY_VERDICT:
        return BY_VERDICT[verdict]
    if (verdict, grade) == (Verdict.SUPPORTED, ClaimGrade.MECHANISTIC):
        return ACCEPTED
    if grade in BY_GRADE:
        return BY_GRADE[grade]
    # What is a matter of definition or anatomy has no grade of certainty.
    return ESTABLISHED if verdict == Verdict.SUPPORTED else IN_PART
