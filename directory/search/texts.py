"""The words of public profiles: what is searched, what is found, and the passage that shows it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from directory.models import SearchText, Therapist
from directory.vetting import answered
from sciatica_site import fulltext
from sciatica_site.fulltext import TextQuery

#: Relevance: where all asked words stand together.
NAME, VOCABULARY, ANSWERS = 3, 2, 1

#: The key of a passage that belongs to none of the six questions.
NO_QUESTION = ""


class Passage(NamedTuple):
    """Where a profile says what was asked: the question, and its text in pieces (True: found).

    `question_key` is one of `directory.vetting` or `NO_QUESTION`.
    """

    question_key: str
    pieces: list[tuple[str, bool]]


def find(query: TextQuery) -> dict[int, int]:
    """Therapist id → relevance, of all whose profile has every word.

    As with the search rows, a profile that is hidden by its age since it was last written is
    still in it: keep only those that are public now.
    """
    return fulltext.search(SearchText, query)


def passages(therapist_ids: Iterable[int], query: TextQuery) -> dict[int, Passage]:
    """The passage that has most of the words, for those where more than the name was found."""
    if not query:
        return {}
    rows = SearchText.objects.filter(pk__in=list(therapist_ids)).values_list("pk", "plain")
    found = ((pk, _best(plain, query)) for pk, plain in rows)
    return {pk: passage for pk, passage in found if passage is not None}


def _best(plain: Sequence[tuple[str, str, str]], query: TextQuery) -> Passage | None:
    """Reads the stored stems, and takes apart only the one text that is shown."""
    most, best = 0, None
    for key, text, stems in plain:
        among = f" {stems} "
        count = sum(f" {term} " in among for term in query.terms)
        if count > most:
            most, best = count, (key, text)
    return None if best is None else Passage(best[0], fulltext.excerpt(best[1], query))


def write(therapists: Iterable[Therapist]) -> None:
    """Write the texts of public therapists, loaded `with_answers()`; only `doc` calls this."""
    SearchText.objects.bulk_create(
        [text_of(therapist) for therapist in therapists],
        batch_size=500,
        update_conflicts=True,
        update_fields=[*SearchText.text_columns, "plain"],
        unique_fields=["therapist"],
    )


def remove(therapist_ids: Iterable[int]) -> None:
    """Forget the texts of profiles that are not public any more; only `doc` calls this."""
    SearchText.objects.filter(pk__in=list(therapist_ids)).delete()


def text_of(therapist: Therapist) -> SearchText:
    """What is searched of one therapist, loaded `with_answers()`."""
    plain = [
        (key, text, stems)
        for key, value in _passages_of(therapist)
        if (text := _tidy(value)) and (stems := fulltext.stored([text]))
    ]
    answers = [
        *(stems for _, _, stems in plain),
        fulltext.stored(_credentials(therapist)),
        fulltext.stored(_questions(therapist)),
    ]
    return SearchText(
        therapist=therapist,
        name=fulltext.stored(_names(therapist)),
        vocabulary=fulltext.stored(_vocabulary(therapist)),
        answers=" ".join(dict.fromkeys(" ".join(answers).split())),
        # As JSON gives it back, so that a check can compare the two.
        plain=[list(entry) for entry in plain],
    )


def _tidy(text: str) -> str:
    """On one line; PostgreSQL keeps no NUL."""
    return " ".join(text.replace("\0", " ").split())


def _names(therapist: Therapist) -> Iterator[str]:
    yield therapist.name
    for location in therapist.locations.all():
        yield location.practice_name


def _vocabulary(therapist: Therapist) -> Iterator[str]:
    yield from _technique_names(therapist)
    yield from _condition_names(therapist)
    for credential in therapist.credentials.all():
        yield credential.kind.name
    for language in therapist.languages.all():
        yield language.name


def _technique_names(therapist: Therapist) -> list[str]:
    return [offer.technique.name for offer in therapist.offered_techniques.all()]


def _condition_names(therapist: Therapist) -> list[str]:
    return [one.condition.name for one in therapist.condition_approaches.all()]


def _credentials(therapist: Therapist) -> Iterator[str]:
    """Searched but not quoted: a credential is only shown with what was checked and until when."""
    for credential in therapist.credentials.all():
        yield " ".join([credential.title, credential.issuer, credential.number, credential.region])


def _questions(therapist: Therapist) -> Iterator[str]:
    """Whoever answers how they treat sciatica is found by that word, and so on."""
    for question in answered(therapist):
        yield str(question.wording)


def _passages_of(therapist: Therapist) -> Iterator[tuple[str, str]]:
    """What may be quoted, as (question, text): own sentences first, then lists of names."""
    yield NO_QUESTION, therapist.intro
    yield "experience", therapist.experience_note
    for offer in therapist.offered_techniques.all():
        yield "techniques", _named(offer.technique.name, offer.note)
    yield "techniques", therapist.styles_note
    yield "approach", therapist.approach_text
    for one in therapist.condition_approaches.all():
        yield "approach", _named(one.condition.name, one.approach)
    yield "approach", therapist.will_not_do
    yield "approach", therapist.refers_when
    plan = getattr(therapist, "session_plan", None)
    if plan is not None:
        yield "sessions", plan.stop_rule
        yield "sessions", plan.note
    yield "rates", therapist.rates_note
    for policy in therapist.policies.all():
        yield "rates", _named(policy.kind.name, policy.text)
    yield from _lists_of(therapist)


def _lists_of(therapist: Therapist) -> Iterator[tuple[str, str]]:
    yield "techniques", ", ".join(_technique_names(therapist))
    yield "approach", ", ".join(_condition_names(therapist))
    yield "approach", " ".join(item.definition for item in therapist.assessment_items.all())
    yield "approach", ", ".join(kind.name for kind in therapist.works_with.all())
    yield "rates", ", ".join(kind.name for kind in therapist.payment_kinds.all())
    yield NO_QUESTION, ", ".join(language.name for language in therapist.languages.all())


def _named(name: str, text: str) -> str:
    return f"{name}: {text}" if text else ""
