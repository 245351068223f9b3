"""Sentences in the order in which they are likely to answer."""

import pytest

from rag.reading import ANSWERABLE, PART, PARTS, RANK_BONUS, choose, rank, spoken
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


def chosen(question: str, *margins: tuple[str, float]) -> list[str]:
    evidence = [ScoredSentence(sentence(text), 1.0, 1.0) for text, _ in margins]
    return [s.text for s in choose(rank(evidence, [margin for _, margin in margins], question), question)]


ONE, SEVERAL = "Does the ruling stand?", "Compare the two rulings."


@pytest.mark.parametrize(
    ("question", "margins", "expected"),
    [
        (ONE, [("a", 1.0), ("b", 2.5), ("c", 1.0)], "b"),
        (ONE, [("a", ANSWERABLE), ("b", ANSWERABLE - 1)], ""),
        (ONE, [("a", ANSWERABLE + 0.1)], "a"),
        (SEVERAL, [("b", 1.0), ("a", 2.5), ("c", 1.0)], "bac"),
        (SEVERAL, [("a", 5.0), ("b", PART - 0.1)], "a"),
        (SEVERAL, [("a", PART + 0.1), ("b", 5.0)], "ab"),
        (SEVERAL, [("a", -5.0), ("b", -5.0)], ""),
        (ONE, [], ""),
        (SEVERAL, [], ""),
    ],
)
def test_choose(question: str, margins: list[tuple[str, float]], expected: str) -> None:
    assert sorted(chosen(question, *margins)) == sorted(expected)


def test_no_more_parts_than_can_be_read() -> None:
    assert len(chosen(SEVERAL, *[(f"part {n}", 3.0) for n in range(PARTS + 3)])) == PARTS


def test_one_persons_view_is_looked_for_among_that_persons_words() -> None:
    given = [sentence("“It is late.”", "Lee Won-deog", "quote"), sentence("“It is early.”", "Choi Eun-mi", "quote")]
    rows = rank([ScoredSentence(s, 1.0, 1.0) for s in given], [1.0, 0.0], "What does Choi say?")
    assert rows[0].sentence.speaker == "Choi Eun-mi"


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


def test_a_position_that_nobody_gives_is_not_taken_from_another() -> None:
    evidence = [ScoredSentence(sentence("Ostland must pay, Westland says.", "Westland", "paraphrase"), 1.0, 1.0)]
    assert choose(rank(evidence, [3.0], "What is Ostland's position?"), "What is Ostland's position?") == []
    assert choose(rank(evidence, [3.0], "What is Westland's position?"), "What is Westland's position?")
