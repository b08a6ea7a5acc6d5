"""One visitor's page, with a record of what the browser asked for and what it complained about."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

from playwright.sync_api import BrowserContext, ConsoleMessage, Response

COMPRESSED_IN_PRODUCTION = ("text/", "javascript", "json", "svg", "xml")


class Visit:
    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.requests: list[str] = []
        self.responses: list[Response] = []
        self.complaints: list[str] = []
        context.set_default_timeout(15_000)
        self.page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("response", lambda response: self.responses.append(response))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str, *, status: int = 200) -> None:
        answer = self.page.goto(path, wait_until="load")
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}"

    def settle(self) -> None:
        """Waits until nothing was asked for during half a second: late requests count too."""
        self.page.wait_for_load_state("networkidle")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def weights(self) -> Iterator[tuple[str, int]]:
        """Each answer's size over the wire as production sends it.

        The development server does not compress static files, production does beforehand: so every
        text is compressed here (gzip, level 6; brotli would be smaller). Headers count as sent.
        """
        for response in self.responses:
            body = response.body() if response.status == 200 else b""
            content_type = response.headers.get("content-type", "")
            if any(kind in content_type for kind in COMPRESSED_IN_PRODUCTION):
                body = gzip.compress(body, compresslevel=6)
            headers = sum(
                len(header["name"]) + len(header["value"]) + 4
                for header in response.headers_array()
            )
            yield response.url, len(body) + headers


# What the fixture `visit` gives: the name of a page, and how to look at it.
Visiting = Callable[..., Visit]
