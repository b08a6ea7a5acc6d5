"""One lookup key for all the ways to write a place's name."""

import re
import unicodedata

MARKS_WITHIN_WORDS = re.compile(r"['’‘ʻ`´.]")  # noqa: RUF001 (the apostrophes people type)
WORDS = re.compile(r"[a-z0-9]+")

#: Words that the post office and people shorten.
SPELLED_OUT = {
    "st": "saint",
    "ste": "sainte",
    "ft": "fort",
    "mt": "mount",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "bch": "beach",
    "ctr": "center",
    "cty": "city",
    "hgts": "heights",
    "hls": "hills",
    "hts": "heights",
    "is": "island",
    "jct": "junction",
    "mtn": "mountain",
    "pt": "point",
    "spg": "spring",
    "spgs": "springs",
    "twp": "township",
    "vlg": "village",
    "vly": "valley",
}


def words_of(text: str) -> list[str]:
    """The plain words of a text: lower case, without accents, apostrophes or dots."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return WORDS.findall(MARKS_WITHIN_WORDS.sub("", plain))


def key_of_words(words: list[str]) -> str:
    # Joined, because spaces and hyphens come and go: "O Fallon", "O'Fallon", "Winston-Salem".
    return "".join(SPELLED_OUT.get(word, word) for word in words)


def key_of(name: str) -> str:
    """The key of a name: "Ft. Worth" and "Fort Worth" both give "fortworth"."""
    return key_of_words(words_of(name))
