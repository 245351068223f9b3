"""Sentences in the order in which they are likely to answer."""

import pytest

from rag.cast import Cast
from rag.reading import RELEVANT, asked_voices, rank, spoken
from rag.records import Mode, Sentence
from rag.retrieval import ScoredSentence

NOBODY = Cast((), ())


def sentence(text: str, speaker: str | None = None, mode: Mode = "report") -> Sentence:
    return Sentence(id=text, document="d", start=0, end=len(text), text=text, speaker=speaker, mode=mode)


def ranked(question: str, *margins: tuple[str, float]) -> list[str]:
    evidence = [ScoredSentence(sentence(text), 1.0, 1.0) for text, _ in margins]
    return [row.sentence.text for row in rank(evidence, [margin for _, margin in margins], question, NOBODY)]


@pytest.mark.parametrize(
    ("question", "margins", "expected"),
    [
        ("Does it?", [("a", 0.0), ("b", 0.0), ("c", 0.0)], "abc"),
        ("Does it?", [("a", 0.0), ("b", 0.6), ("c", 0.0)], "bac"),
        ("Does it?", [("a", -5.0), ("b", -5.0), ("c", 5.0)], "cab"),
        ("Does it?", [], []),
    ],
)
def test_rank(question: str, margins: list[tuple[str, float]], expected: str | list[str]) -> None:
    assert ranked(question, *margins) == list(expected)


def test_the_margin_is_the_models_and_the_score_adds_the_searchs() -> None:
    (row,) = rank([ScoredSentence(sentence("Nine came."), 1.0, 1.0)], [0.5], "How many came?", NOBODY)
    assert (row.margin, row.score) == (0.5, 0.5 + RELEVANT)


def test_what_the_search_finds_by_far_is_taken_over_a_slightly_surer_one() -> None:
    near, far = ScoredSentence(sentence("near"), 1.4, 1.0), ScoredSentence(sentence("far"), 0.5, 0.4)
    assert [r.sentence.text for r in rank([far, near], [2.0, 1.0], "Does it?", NOBODY)] == ["near", "far"]
    assert [r.sentence.text for r in rank([far, near], [4.0, 1.0], "Does it?", NOBODY)] == ["far", "near"]


def test_one_persons_view_is_looked_for_among_that_persons_words() -> None:
    given = [sentence("“It is late.”", "Lee Won-deog", "quote"), sentence("“It is early.”", "Choi Eun-mi", "quote")]
    rows = rank([ScoredSentence(s, 1.0, 1.0) for s in given], [1.0, 0.0], "What does Choi say?", Cast((), tuple(given)))
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


WESTLAND = sentence("Ostland must pay, Westland says.", "Westland", "paraphrase")
SILENCE = sentence("Ostland did not reply to requests for comment.")


@pytest.mark.parametrize(
    ("given", "question", "holds"),
    [
        (WESTLAND, "What is Ostland's position?", False),
        (WESTLAND, "What did Ostland reply?", False),
        (WESTLAND, "What is Westland's position?", True),
        (SILENCE, "What did Ostland reply?", True),
    ],
)
def test_a_position_that_nobody_gives_is_not_taken_from_another(given: Sentence, question: str, holds: bool) -> None:
    cast = Cast((), (WESTLAND, SILENCE))
    (row,) = rank([ScoredSentence(given, 1.0, 1.0)], [3.0], question, cast)
    assert (row.margin > 0) is holds


def test_whose_words_are_asked_for() -> None:
    cast = Cast((), (WESTLAND, SILENCE))
    assert asked_voices("What did Ostland reply?", cast.sentences, cast) == []
    assert asked_voices("What did Westland reply?", cast.sentences, cast) == ["Westland"]
    assert asked_voices("What is best according to Westland?", cast.sentences, cast) == ["Westland"]
    assert asked_voices("What did she reply?", cast.sentences, cast) is None
    assert asked_voices("When was it?", cast.sentences, cast) is None


def test_what_another_says_is_not_put_into_the_mouth_of_the_one_asked_for() -> None:
    lee, choi = sentence("It is late.", "Lee Won-deog", "quote"), sentence("Talks are near.", "Choi Eun-mi", "quote")
    cast = Cast((), (lee, choi))
    evidence = [ScoredSentence(choi, 1.5, 1.0), ScoredSentence(lee, 0.5, 0.2)]
    best = rank(evidence, [2.0, 0.2], "What does Lee say about the talks?", cast)
    assert all(row.margin < 0.5 for row in best)
    assert rank(evidence[1:], [0.2], "What does Lee say about the talks?", cast)[0].margin == 0.2
