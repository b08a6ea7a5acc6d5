"""Reads the search page and the profile page by their hooks, for tests."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.test import Client
from lxml import html

SEARCH = "/therapists/"


@dataclass
class Page:
    """A page as a reader has it."""

    root: Any
    source: str

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", self.root.find("body").text_content())

    @property
    def heading(self) -> str:
        return " ".join(self.one("//h1").text_content().split())

    def all(self, path: str) -> list[Any]:
        found: list[Any] = self.root.xpath(path)
        return found

    def one(self, path: str) -> Any:
        (found,) = self.root.xpath(path)
        return found

    @property
    def total(self) -> int:
        return int(self.one("//*[@data-total]").get("data-total"))

    @property
    def slugs(self) -> list[str]:
        return [one.get("data-therapist") for one in self.all("//article[@data-therapist]")]

    @property
    def miles(self) -> list[float]:
        return [float(one.get("data-miles")) for one in self.all("//article[@data-miles]")]

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """The number beside every filter value on the page."""
        return {
            (one.get("data-facet"), one.get("data-value")): int(one.get("data-count"))
            for one in self.all("//*[@data-facet]")
        }

    @property
    def checked(self) -> set[tuple[str, str]]:
        boxes = self.all("//input[@type='checkbox'][@checked]")
        return {(box.get("name"), box.get("value")) for box in boxes}

    def typed(self, name: str) -> str:
        value: str = self.one(f"//input[@name='{name}']").get("value") or ""
        return value

    def chosen(self, name: str) -> str:
        """The chosen option of a select."""
        return str(self.one(f"//select[@name='{name}']/option[@selected]").get("value"))

    def links(self, path: str) -> dict[str, str]:
        """Address by text, of the links within an element."""
        return {
            " ".join(one.text_content().split()): one.get("href")
            for one in self.all(f"{path}//a[@href]")
        }

    @property
    def chips(self) -> dict[str, str]:
        """Address by what is removed."""
        return {
            " ".join(one.xpath(".//*[@aria-hidden='true']")[0].text_content().split()): one.get(
                "href"
            )
            for one in self.all("//a[contains(@class, 'chip--removable')]")
        }

    @property
    def json_ld(self) -> list[Any]:
        return [json.loads(one.text) for one in self.all("//script[@type='application/ld+json']")]


def get(client: Client, path: str, data: str | dict[str, Any] = "") -> Page:
    """The page; it must exist, and a reader gets no cookie."""
    query = data if isinstance(data, str) else urlencode(data, doseq=True)
    response = client.get(f"{path}?{query}" if query else path)
    assert response.status_code == 200, (path, query)
    assert not response.cookies, response.cookies
    source = response.content.decode()
    return Page(html.document_fromstring(source), source)


def search(client: Client, query: str | dict[str, Any] = "") -> Page:
    return get(client, SEARCH, query)


def follow(client: Client, href: str) -> Page:
    """A link of the search page: "?…" is relative to it."""
    path, _, query = href.partition("?")
    return get(client, path or SEARCH, query)


def pairs(href: str) -> list[tuple[str, str]]:
    return parse_qsl(href.partition("?")[2], keep_blank_values=True)


def choosing(query: list[tuple[str, str]], group: str, slug: str) -> str:
    """The search in which this value stands in place of what is chosen in its group."""
    kept = [pair for pair in query if pair[0] not in (group, "page")]
    return urlencode([*kept, (group, slug)])
