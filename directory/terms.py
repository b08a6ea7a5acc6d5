"""Which text a therapist agrees to when asking to be listed: that of /for-therapists/."""

#: Changes with every change of meaning in that text; it is stored with each consent.
TERMS_VERSION = "2026-11"
