"""The linter finds wording where it stands, in any disguise, and never takes long."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_site.wording import Audience, Hit, lint

ALPHABET = "cure not?\"'.,-*_[]()@|\n\t 5\u00a0\u200b\u0301\u2019\u201cé\ufb01\x00&;#"


def only(text: str, audience: Audience = "profile") -> Hit:
    (hit,) = lint(text, audience)
    return hit


def test_a_hit_tells_where_and_why_and_what_to_say_instead() -> None:
    text = "Some rest. Massage cures sciatica."

    hit = only(text)

    assert (hit.start, hit.end, hit.text) == (19, 24, "cures")
    assert (hit.rule_id, hit.severity) == ("cure", "refuse")
    assert hit.why.endswith(".")
    assert "may ease" in hit.instead


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("It CURES you.", "CURES"),
        ("It cu\u200bres you.", "cu\u200bres"),
        ("It cu\u00adres you.", "cu\u00adres"),
        ("It c\u00fcres you.", "c\u00fcres"),
        ("It cu\u0308res you.", "cu\u0308res"),
        ("It \uff43\uff55\uff52\uff45\uff53 you.", "\uff43\uff55\uff52\uff45\uff53"),
        ("It \U0001d41cure\U0001d42c you.", "\U0001d41cure\U0001d42c"),
        ("It \u0441ur\u0435s you.", "\u0441ur\u0435s"),
        ("It c**ur**es you.", "c**ur**es"),
        ("It c&#117;res you.", "c&#117;res"),
        ("\U0001f600 It cures\U0001f600 you.", "cures"),
        ("It takes the pressure\u00a0off\n\u2009the _sciatic_ nerve.",
         "takes the pressure\u00a0off\n\u2009the _sciatic_ nerve"),
        ("It breaks up [scar tissue](/x/) now.", "breaks up [scar tissue"),
        ("You don\u2019t need to see a doctor.", "You don\u2019t need to see a doctor"),
        ("You dont need to see a doctor.", "You dont need to see a doctor"),
        ("Relief in the \ufb01rst session.", "Relief in the \ufb01rst session"),
    ],
)  # fmt: skip
def test_no_spelling_hides_a_promise_and_the_place_is_that_of_the_original(
    text: str, part: str
) -> None:
    assert only(text).text == part


@pytest.mark.parametrize(
    "text",
    [
        "Massage does not cure sciatica.",
        "Massage doesn\u2019t cure sciatica.",
        "Massage doesnt cure sciatica.",
        "No massage in the world can cure a nerve.",
        "Nobody can promise you a cure.",
        "Beware of anyone who promises a cure.",
        "A cure is a myth.",
        "The word cure is not in my notes.",
        "Can massage cure sciatica?",
        "Looking for a cure? Nobody honest has one.",
        "Some websites say that massage is a cure.",
        "Dr. Lee and I never speak of a cure.",
    ],
)
def test_a_denial_a_question_and_a_warning_promise_nothing(text: str) -> None:
    assert lint(text, "profile") == []


@pytest.mark.parametrize(
    "text",
    [
        "I don't just relax you, I cure sciatica.",
        "I do not take cards. I cure sciatica.",
        "I do not take cards\nI cure sciatica",
        "Don't worry, let me cure you.",
        "No doubt: a cure.",
        "Nothing can cure you better than this.",
        "Can massage cure sciatica? Yes!",
        "My clients tell me it is a cure.",
        "No drugs, just a cure.",
        "I never give up until you have a cure.",
        '"This is the cure," says Anna.',
    ],
)
def test_a_promise_beside_a_denial_is_still_a_promise(text: str) -> None:
    assert [hit.rule_id for hit in lint(text, "profile")] == ["cure"]


def test_an_article_may_hold_up_a_word_in_quotation_marks_and_a_profile_may_not() -> None:
    text = "Ask about \u201cproven\u201d methods."

    assert lint(text, "article") == []
    assert only(text, "profile").rule_id == "proven"


def test_a_long_quotation_in_an_article_is_a_testimony() -> None:
    text = (
        "\u201cAfter all those years of pain and sleepless nights it was this massage that gave "
        "me the cure.\u201d"
    )

    assert only(text, "article").rule_id == "cure"


def test_an_article_may_lead_to_its_sources_and_a_profile_may_not_lead_away() -> None:
    text = "See [the report](https://example.org/cure) and <https://example.org/>."

    assert lint(text + " [@Key_2020] [#C23]", "article") == []
    assert [hit.rule_id for hit in lint(text, "profile")] == ["web", "web"]


def test_audiences_have_rules_of_their_own() -> None:
    assert only("The color of the centre", "article").rule_id == "us-spelling"
    assert lint("The color of the centre", "profile") == []
    assert only("Improves circulation.", "article").severity == "refuse"
    assert only("Improves circulation.", "profile").severity == "warn"


def test_an_unknown_audience_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="leaflet"):
        lint("x", "leaflet")  # type: ignore[arg-type]


def test_of_two_hits_at_one_place_the_graver_one_counts() -> None:
    assert only("Flushes toxins.").rule_id == "toxins"


def test_hits_come_in_order() -> None:
    text = "Guaranteed! Call (303) 447-1982. It cures you. ana@example.com"

    assert [hit.rule_id for hit in lint(text, "profile")] == ["guarantee", "phone", "cure", "email"]


@given(st.text(st.sampled_from(ALPHABET) | st.characters(), max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_has_hits_only_inside_itself(text: str) -> None:
    for audience in ("article", "profile"):
        end = 0
        for hit in lint(text, audience):
            assert end <= hit.start < hit.end <= len(text)
            assert hit.text == text[hit.start : hit.end]
            end = hit.end


@pytest.mark.parametrize(
    "piece",
    [
        "a", "5 ", "-", "](", "a@", "cure ", "\u0301", "\ufdfa", "does not ", "five ", "(5",
        "take the your a ", "nobody can ", "'\"",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        start = time.process_time()
        lint(text, "profile")
        return time.process_time() - start

    lint(piece, "profile")
    short, long = seconds(10_000), seconds(100_000)

    assert long <= 40 * short + 0.5  # 10 times is linear, 100 times would be its square
