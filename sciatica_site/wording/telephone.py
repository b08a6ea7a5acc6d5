"""Finds telephone numbers in plain text: in digits, in letters, or said digit by digit."""

import re
from collections.abc import Iterator

import phonenumbers

Span = tuple[int, int]

#: What may stand between two groups of digits.
_GAP = r"[ \n]?[\-.,/()]{0,2}[ \n]?"
_NUMBER = re.compile(
    rf"""
    (?<![0-9$\#]) (?<![0-9][.,/\-])         # not in the middle of a longer number, no price
    \+? (?:1{_GAP})? \(? [2-9][0-9]{{2}} \)? {_GAP} [2-9][0-9]{{2}} {_GAP} [0-9]{{4}}
    (?![0-9]) (?![.,/\-][0-9])
    """,
    re.VERBOSE,
)
_ABROAD = re.compile(rf"\+[1-9](?:{_GAP}[0-9]){{7,14}}(?![0-9])")
_LOCAL = re.compile(
    r"(?<![0-9$]) (?<![0-9][.,/\ \-]) [2-9][0-9]{2} [\-.] [0-9]{4} (?![0-9]) (?![.\-][0-9])",
    re.VERBOSE,
)
_FREE = r"8(?:00|33|44|55|66|77|88)"
#: 1-800-MASSAGE. Without the 1 it needs its hyphen: "800 people came" is none.
_LETTERS = re.compile(
    rf"(?<![a-z0-9])(?:1[ \-.]\(?{_FREE}\)?[ \-.]|{_FREE}-)[a-z0-9\-]{{4,10}}(?![a-z0-9])"
)
#: Words before a number which say that it is none of a telephone.
_NAMED_OTHERWISE = re.compile(
    r"""
    (?<![a-z])
    (?: licen[sc]e | lic | npi | permit | registration | certificate | certification | cert
      | lmt | mt | bctmb | id | isbn | doi | ein | policy )
    [ :.\#\-]{0,3} (?: (?:no|nr|number|is) [ :.\#\-]{0,3} ){0,2} [a-z]{0,3} [ .\-]? \Z
    """,
    re.VERBOSE,
)
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {**{word: str(value) for value, word in enumerate(_WORDS)}, "oh": "0", "o": "0"}
_TIMES = {"double": 2, "triple": 3}
_SAID = re.compile(rf"(?<![a-z0-9])(?:{'|'.join([*_DIGITS, *_TIMES])}|[0-9]{{1,4}})(?![a-z0-9])")
_BETWEEN = re.compile(r"[ \n.,/()\-]{1,4}")
FEWEST_DIGITS, MOST_DIGITS = 7, 15
FEWEST_WORDS = 3


def telephone_numbers(text: str) -> Iterator[Span]:
    spans = [*_written(text), *_said(text), *(match.span() for match in _LETTERS.finditer(text))]
    return iter(sorted(spans))


def _written(text: str) -> Iterator[Span]:
    for pattern in (_NUMBER, _ABROAD, _LOCAL):
        for match in pattern.finditer(text):
            is_possible = pattern is _LOCAL or _is_possible(match[0])
            if is_possible and not _NAMED_OTHERWISE.search(
                text, max(0, match.start() - 40), match.start()
            ):
                yield match.span()


def _is_possible(written: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(written, "US"))
    except phonenumbers.NumberParseException:
        return False


def _said(text: str) -> Iterator[Span]:
    """ "Five five five, oh one two three", also with single digits in between."""
    run: list[re.Match[str]] = []
    for match in _SAID.finditer(text):
        if run and not _BETWEEN.fullmatch(text, run[-1].end(), match.start()):
            yield from _number_in(run)
            run = []
        run.append(match)
    yield from _number_in(run)


def _number_in(run: list[re.Match[str]]) -> Iterator[Span]:
    if not FEWEST_WORDS <= len(run) <= MOST_DIGITS:
        return
    words = sum(match[0].isalpha() for match in run)
    is_one_by_one = all(match[0].isalpha() or len(match[0]) == 1 for match in run)
    digits = _digits(match[0] for match in run)
    is_long_enough = FEWEST_DIGITS <= len(digits) <= MOST_DIGITS
    if (words >= FEWEST_WORDS or is_one_by_one) and is_long_enough and not _is_counting(digits):
        yield run[0].start(), run[-1].end()


def _digits(said: Iterator[str]) -> str:
    found, times = "", 1
    for word in said:
        if word in _TIMES:
            times = _TIMES[word]
            continue
        found += _DIGITS.get(word, word) * times
        times = 1
    return found


def _is_counting(digits: str) -> bool:
    """ "0 1 2 3 4 5 6 7 8 9 10" is a scale."""
    return digits in "01234567891011121314" or digits in "10987654321"
