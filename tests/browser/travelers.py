"""Two ways to use a page: by keyboard alone, where every stop must be seen, or by hand."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from playwright.sync_api import Page

MOST_STOPS = 400

# What has the focus, and whether somebody who looks at the screen can tell.
LOOK = """() => {
    const stop = document.activeElement;
    if (!stop || stop === document.body || stop === document.documentElement) return null;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(stop);
    const parts = [...stop.getClientRects()].filter(part => part.width > 0 && part.height > 0);
    // Browsers bring the caret of a text box into view, and not all of its lines.
    const isLong = part => part.height > height || stop.localName === 'textarea';
    const isSeen = part => part.top < height && part.bottom > 0;
    const isInside = part => part.left >= 0 && part.right <= width + 1
        && (isLong(part) ? isSeen(part) : part.top >= -1 && part.bottom <= height + 1);
    const owner = (x, y) => document.elementFromPoint(x, y);
    const isOnTop = part => {
        const x = (part.left + part.right) / 2;
        const y = (Math.max(part.top, 0) + Math.min(part.bottom, height)) / 2;
        return stop.contains(owner(x, y)) || [...(stop.labels || [])].includes(owner(x, y));
    };
    const problems = [];
    if (!parts.length) problems.push('has no box');
    if (!parts.every(isInside)) problems.push('is outside the window');
    else if (!parts.some(isOnTop)) problems.push('is covered');
    if ((outlineStyle === 'none' || parseFloat(outlineWidth) === 0) && boxShadow === 'none')
        problems.push('has no ring');
    const words = (stop.textContent || stop.name || '').trim().replace(/\\s+/g, ' ').slice(0, 60);
    const stops = (window.stopsSeen ??= []);
    if (!stops.includes(stop)) stops.push(stop);
    return {number: stops.indexOf(stop), name: `${stop.localName}#${stop.id} “${words}”`, problems};
}"""

IS_AT = """([css, words]) => {
    const stop = document.activeElement;
    const text = stop.textContent.replace(/\\s+/g, ' ').toLowerCase();
    return stop.matches(css) && text.includes(words.toLowerCase());
}"""

# Everything that the keyboard must reach; browsers leave out what is hidden or disabled.
REACHABLE = """() => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden')
    .filter(one => one.checkVisibility({visibilityProperty: true})).length"""


class Aim(NamedTuple):
    """A control: a selector, and words that it shows."""

    css: str
    words: str = ""


class Traveler(Protocol):
    def choose(self, aim: Aim) -> None:
        """Follow the link, press the button, open the fold."""

    def tick(self, aim: Aim) -> None: ...

    def write(self, aim: Aim, text: str) -> None: ...

    def pick(self, aim: Aim, label: str) -> None:
        """One choice of a list."""


class ByHand:
    """A mouse or a finger."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, aim: Aim) -> None:
        self.page.locator(aim.css, has_text=aim.words).first.click()

    def tick(self, aim: Aim) -> None:
        self.page.locator(aim.css).first.check()

    def write(self, aim: Aim, text: str) -> None:
        self.page.locator(aim.css).first.fill(text)

    def pick(self, aim: Aim, label: str) -> None:
        self.page.locator(aim.css).select_option(label=label)


class ByKeyboard:
    """Nothing but keys; each stop of the way is looked at."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keyboard = page.keyboard

    def choose(self, aim: Aim) -> None:
        self.go(aim)
        self.keyboard.press("Enter")

    def tick(self, aim: Aim) -> None:
        self.go(aim)
        self.keyboard.press("Space")

    def write(self, aim: Aim, text: str) -> None:
        self.go(aim)
        self.keyboard.press("Control+A")
        self.keyboard.type(text)

    def pick(self, aim: Aim, label: str) -> None:
        self.go(aim)
        self.keyboard.type(label)

    def go(self, aim: Aim, key: str = "Tab") -> None:
        """Presses the key until the focus is there, once around the page at most."""
        ends = 0
        passed: list[str] = []
        for _ in range(MOST_STOPS):
            stop = self.stop(key)
            ends += stop is None
            passed.append(stop["name"] if stop else "end of the page")
            if stop and self.page.evaluate(IS_AT, list(aim)):
                return
            if ends > 1:
                break
        raise AssertionError(f"The keyboard does not reach {aim}:\n" + "\n".join(passed))

    def stop(self, key: str = "Tab") -> dict[str, Any] | None:
        """The next stop, which must be seen; None at the end of the page."""
        self.keyboard.press(key)
        found: dict[str, Any] | None = self.page.evaluate(LOOK)
        if found:
            assert not found["problems"], f"{self.page.url}: {found['name']} {found['problems']}"
        return found

    def around(self, key: str = "Tab") -> list[int]:
        """All stops from one end of the page to the other, each by a number."""
        numbers: list[int] = []
        for _ in range(MOST_STOPS):
            stop = self.stop(key)
            if stop is None:
                return numbers
            numbers.append(stop["number"])
        raise AssertionError(f"{self.page.url}: the keyboard never comes to an end: {numbers[-9:]}")
