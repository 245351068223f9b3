"""The fixed phrases, and whole sentences out of tokens."""

from collections.abc import Iterator
from datetime import date

import pytest

from rag.answer import as_of, dates, finished, quotation, refusal, reported
from rag.languages import NOT_IN_SOURCES, Language
from rag.records import Mode, Sentence


def sentence(text: str, speaker: str | None, mode: Mode) -> Sentence:
    return Sentence(id="s", document="d", start=0, end=len(text), text=text, speaker=speaker, mode=mode)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (sentence("“We stay.", "Moira Tulloch", "quote"), "Moira Tulloch said: “We stay.”"),
        (sentence("We stay,” she said.", "Moira Tulloch", "quote"), "Moira Tulloch said: “We stay,” she said."),
        (sentence('"We stay.', "Moira Tulloch", "quote"), 'Moira Tulloch said: "We stay."'),
        (sentence('"Never."', "the minister", "quote"), 'The minister said: "Never."'),
        (sentence("“No,” Lee said.", "Lee Won-deog", "quote"), "Lee Won-deog: “No,” Lee said."),
        (sentence("They want more.", "the victims", "paraphrase"), "According to the victims: “They want more.”"),
        (sentence("It is “late”, he said.", "Lee", "paraphrase"), "According to Lee: It is “late”, he said."),
        (sentence("The firm lost.", None, "report"), "“The firm lost.”"),
        (sentence("It called it “late”.", None, "report"), "It called it “late”."),
    ],
)
def test_quotation(given: Sentence, expected: str) -> None:
    assert quotation(given) == expected
    assert given.text in expected


@pytest.mark.parametrize(
    ("question", "standalone", "language", "rest"),
    [
        (" Who won? ", " Who won? ", "en", ": “Who won?”"),
        ("And where?", "Where was Ann Lee born?", "en", " where Ann Lee was born."),
        ("How many are left?", "How many miners are still alive?", "en", " how many miners are still alive."),
        (
            "When?",
            "When were the Supreme Court rulings handed down?",
            "en",
            ": “When were the Supreme Court rulings handed down?”",
        ),
        ("Which?", "Which firms have the miners sued?", "en", ": “Which firms have the miners sued?”"),
        (
            "Who won the World Cup in 1998?",
            "Who won the World Cup in 1998?",
            "en",
            ": “Who won the World Cup in 1998?”",
        ),
        ("누가 이겼나요?", "Who won?", "ko", ": “누가 이겼나요?”"),
        ("誰が勝ちましたか？", "Who won?", "ja", ": “誰が勝ちましたか？”"),
    ],
)
def test_refusal(question: str, standalone: str, language: Language, rest: str) -> None:
    assert refusal(question, standalone) == f"{NOT_IN_SOURCES[language]}{rest}"


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], []),
        (["The firm", " paid."], ["The firm paid."]),
        (
            ["The firm paid", ". It", " appealed.", " Then it", " lost."],
            ["The firm paid.", "It appealed.", "Then it lost."],
        ),
        (["One. Two. Three."], ["One.", "Two.", "Three."]),
        (["Mr", ".", " Lee", " paid 3", ".", "5 percent", "."], ["Mr. Lee paid 3.5 percent."]),
        (["One.\n", "\nTwo."], ["One.", "Two."]),
        (["No end"], ["No end"]),
        ([" ", "\n"], []),
    ],
)
def test_finished(pieces: list[str], expected: list[str]) -> None:
    assert [sentence for sentence in finished(pieces) if sentence] == expected


def test_a_sentence_comes_as_soon_as_the_next_one_begins() -> None:
    drawn: list[str] = []

    def pieces() -> Iterator[str]:
        for piece in ("One", ".", " Two", " comes", ".", " Three", "."):
            drawn.append(piece)
            yield piece

    seen = [(sentence, "".join(drawn)) for sentence in finished(pieces()) if sentence]
    assert seen == [
        ("One.", "One. Two"),
        ("Two comes.", "One. Two comes. Three"),
        ("Three.", "One. Two comes. Three."),
    ]


def test_every_token_is_told_so_that_a_stop_is_heard() -> None:
    assert list(finished(["One", " two", " three"])) == ["", "", "", "One two three"]


def test_a_refusal_names_the_silent_party_and_the_last_day() -> None:
    text = refusal("What does the council say now?", "What does the council say now?", "the council", date(2023, 2, 28))
    assert text.startswith(NOT_IN_SOURCES["en"]) and "the council" in text and "28 February 2023" in text
    assert "quote nobody" not in refusal("Who won?", "Who won?")


@pytest.mark.parametrize(
    ("asked_in", "expected"), [("en", "6 March 2023"), ("ko", "2023년 3월 6일"), ("ja", "2023年3月6日")]
)
def test_relative_dates_are_told_in_the_askers_language(asked_in: Language, expected: str) -> None:
    told = dates([sentence("They met yesterday.", None, "report")], date(2023, 3, 7), asked_in)
    assert told is not None and "“yesterday”" in told and expected in told
    assert dates([sentence("They met.", None, "report")], date(2023, 3, 7), asked_in) is None


@pytest.mark.parametrize("asked_in", ["en", "ko", "ja"])
def test_what_stands_before_or_after_quotations(asked_in: Language) -> None:
    assert "Westland" in reported("Westland", asked_in)
    assert "2023" in as_of(date(2023, 3, 7), asked_in)
