"""Sentences in the order in which they are likely to answer."""

import pytest

from rag.reading import RANK_BONUS, rank, spoken
from rag.records import Mode, Sentence
from rag.retrieval import ScoredSentence


def sentence(text: str, speaker: str | None = None, mode: Mode = "report") -> Sentence:
    return Sentence(id=text, document="d", start=0, end=len(text), text=text, speaker=speaker, mode=mode)


def ranked(question: str, *margins: tuple[str, float]) -> list[str]:
    evidence = [ScoredSentence(sentence(text), 1.0, 1.0) for text, _ in margins]
    return [row.sentence.text for row in rank(evidence, [margin for _, margin in margins], question)]


@pytest.mark.parametrize(
    ("question", "margins", "expected"),
    [
        ("Does it?", [("a", 0.0), ("b", 0.0), ("c", 0.0)], "abc"),
        ("Does it?", [("a", 0.0), ("b", 0.4), ("c", 0.0)], "abc"),
        ("Does it?", [("a", 0.0), ("b", 0.6), ("c", 0.0)], "bac"),
        ("Does it?", [("a", -5.0), ("b", -5.0), ("c", 5.0)], "cab"),
        ("How many came?", [("Many came.", 1.0), ("Nine came.", 1.0)], ["Nine came.", "Many came."]),
        ("How many came?", [("Many came.", 5.0), ("Nine came.", 1.0)], ["Many came.", "Nine came."]),
        ("Does it?", [], []),
    ],
)
def test_rank(question: str, margins: list[tuple[str, float]], expected: str | list[str]) -> None:
    assert ranked(question, *margins) == list(expected)


def test_the_margin_is_the_models_and_the_score_adds_the_rank() -> None:
    (row,) = rank([ScoredSentence(sentence("Nine came."), 1.0, 1.0)], [0.5], "How many came?")
    assert (row.margin, row.score) == (0.5, 0.5 + RANK_BONUS[0])
    (row,) = rank([ScoredSentence(sentence("They came."), 1.0, 1.0)], [0.5], "How many came?")
    assert row.margin < 0 and row.score == pytest.approx(row.margin + RANK_BONUS[0])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (sentence("The firms lost."), "The firms lost."),
        (sentence("“No,” Lee said.", "Lee Won-deog", "quote"), "Lee Won-deog: “No,” Lee said."),
        (sentence("“No,” said Choi Eun-mi.", "Choi Eun-mi", "quote"), "“No,” said Choi Eun-mi."),
        (sentence("“We stay.", "Moira Tulloch", "quote"), "Moira Tulloch: “We stay."),
        (sentence("“We stay,” Tulloch said.", "Moira Tulloch", "quote"), "“We stay,” Tulloch said."),
        (sentence("They demand more.", "the victims", "paraphrase"), "the victims: They demand more."),
    ],
)
def test_spoken(given: Sentence, expected: str) -> None:
    assert spoken(given) == expected
