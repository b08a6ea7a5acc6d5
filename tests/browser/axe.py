"""Asks axe what is wrong with a page as it is shown right now."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.test_accessibility import RULES

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RUN = """async ([rules, part]) => {
    const options = {runOnly: rules, resultTypes: ["violations"]};
    const { violations } = await axe.run(part || document, options);
    return violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${rule.help} at ${node.target}: ${node.failureSummary}`));
}"""


def findings(page: Page, within: str = "") -> list[str]:
    """One line for each element that breaks a rule, on the page or in the part of a selector."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, [RULES, within])
    return found
