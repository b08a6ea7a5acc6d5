"""What moderators may do in the directory: decide and check, and look at what that needs."""

from sciatica_site.hooks import Role
from sciatica_site.roles import MODERATOR

#: They take steps on these; what each page lets them write is up to the page.
DECIDED = (
    *("profilerevision", "hiding", "appeal", "verificationrecord"),
    *("rostersource", "rosterproposal", "invitation", "possiblepair"),
)
#: They read these: what a profile says, its files and its record. Its words are its therapist's.
READ = (
    *("therapist", "credential", "rosterimport"),
    *("document", "photo", "profileevent", "practicelocation", "sessionplan", "sessionphase"),
    *("locationaccess", "openinghours", "rate", "policy", "therapisttechnique"),
    *("therapistcondition", "therapistcomfort", "rosterentry", "wordingcount"),
)
#: The words to choose from, and the places: editing them changes every profile.
WORDS = (
    *("accessfeature", "assessmentitem", "cliniciankind", "comfortfeature", "condition"),
    *("complementarytreatment", "credentialkind", "language", "paymentkind", "place"),
    *("policykind", "register", "technique"),
)

ROLES = (
    Role(
        MODERATOR,
        (
            *(f"directory.view_{name}" for name in (*DECIDED, *READ, *WORDS)),
            *(f"directory.change_{name}" for name in DECIDED),
        ),
    ),
)
