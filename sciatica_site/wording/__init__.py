"""Says where a text about massage promises too much, and offers honest wording.

Pure functions over text: no database, no settings. The rules are data (rules.yaml)::

    for hit in lint(text, audience="profile"):
        print(hit.text, hit.severity, hit.why, hit.instead)
"""

from .linting import Hit, lint
from .rules import Audience, BadRules, Rule, Severity, rule, rules

__all__ = ["Audience", "BadRules", "Hit", "Rule", "Severity", "lint", "rule", "rules"]
