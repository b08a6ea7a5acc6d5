"""Imports a folder of articles: keeps the good files, reports the bad ones."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from articles.derived import refresh
from articles.models import Article

from .cleaning import CleanArticle, Vocabulary, clean
from .history import tell
from .loading import Loaded, Outcome, known_vocabulary, load, load_related
from .problems import BadFile, Problem
from .reading import find_files, read

Progress = Callable[[int, int, Path, "Loaded | BadFile"], None]


@dataclass
class Report:
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    bad: list[BadFile] = field(default_factory=list)
    #: Related articles that do not exist, by the article that names them.
    missing_related: dict[str, list[str]] = field(default_factory=dict)
    #: Articles whose file is gone. They stay as they are: a person decides about them.
    without_file: list[str] = field(default_factory=list)

    @property
    def loaded(self) -> int:
        return sum(self.outcomes.values())


@transaction.atomic
def import_folder(folder: Path, *, overwrite: bool, progress: Progress) -> Report:
    """Load every file that is fit, so that a bad one takes no good one with it. Readers see all
    changes at once, and each article with its history."""
    report = Report()
    known = known_vocabulary()
    files = find_files(folder)
    seen: dict[str, Path] = {}
    written: list[tuple[Article, CleanArticle]] = []
    for number, path in enumerate(files, start=1):
        try:
            article = _read_one(path, known, seen)
        except BadFile as bad:
            report.bad.append(bad)
            progress(number, len(files), path, bad)
            continue
        loaded = load(article, source=path.name, overwrite=overwrite)
        report.outcomes[loaded.outcome] = report.outcomes.get(loaded.outcome, 0) + 1
        if loaded.outcome != Outcome.LEFT_ALONE:
            written.append((loaded.article, article))
        progress(number, len(files), path, loaded)
    report.missing_related = load_related({new.slug: new.related for _, new in written})
    for stored, new in written:
        tell(stored, new.changes)
    report.without_file = _without_file(files)
    # Those too that no file was loaded for: written in the admin, or kept as edited there.
    refresh()
    return report


def _read_one(path: Path, known: Vocabulary, seen: dict[str, Path]) -> CleanArticle:
    article = clean(read(path), known)
    if article.slug in seen:
        raise BadFile(path, Problem(f"slug: also used by {seen[article.slug].name}"))
    seen[article.slug] = path
    return article


def _without_file(files: list[Path]) -> list[str]:
    gone = Article.objects.exclude(source_path="").exclude(
        source_path__in=[path.name for path in files]
    )
    return list(gone.order_by("slug").values_list("slug", flat=True))
