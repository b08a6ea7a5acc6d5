"""What the project itself says to readers keeps the rules about wording."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sciatica_site.wording import Audience, lint

ROOT = Path(__file__).resolve().parents[3]
ARTICLES = sorted((ROOT / "articles" / "content").glob("*.md"))
#: Keys of data files that name something instead of telling it.
NAMES = {"key", "slug", "url", "doi", "id"}
DATA: list[tuple[str, Audience]] = [
    ("articles/data/glossary.yaml", "article"),
    ("articles/data/vocabulary_notes.yaml", "article"),
    ("articles/data/warning_signs.yaml", "article"),
    ("directory/data/vocabulary.yaml", "article"),
    ("directory/demo/texts.yaml", "profile"),
]


def refused(text: str, audience: Audience) -> list[tuple[str, str]]:
    return [(hit.rule_id, hit.text) for hit in lint(text, audience) if hit.severity == "refuse"]


def texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            yield from texts(part)
    elif isinstance(content, dict):
        yield from texts([part for key, part in content.items() if key not in NAMES])


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_article_says_what_is_refused(path: Path) -> None:
    assert refused(path.read_text(encoding="utf-8"), "article") == []


@pytest.mark.parametrize(("name", "audience"), DATA)
def test_no_data_file_says_what_is_refused(name: str, audience: Audience) -> None:
    content = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))

    assert [(text, hits) for text in texts(content) if (hits := refused(text, audience))] == []
