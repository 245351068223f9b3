"""Which sentences a question of one part gets, and one of several."""

import pytest

from rag.cast import Cast, cast_of
from rag.parts import MOST, OTHER_PART, choose, has_parts, of_parts
from rag.passages import sentences
from rag.reading import ANSWERABLE, Read
from rag.records import Document, Sentence
from rag.speakers import label, people

DOCUMENT = Document(
    title="Dam",
    text="""The dam burst in May.

“It was opened too late,” said Helen Marsh, a hydrologist. “Nobody was told,” she added.

“It could have been done in small steps,” said Paul Reyes, a retired inspector. The company paid nobody. Reyes met the
mayor. Rosa Delgado lost nine goats.""",
)
RAW = sentences(DOCUMENT)
CAST: Cast = cast_of(people(DOCUMENT, RAW), label(DOCUMENT, RAW))
BURST, LATE, TOLD, STEPS, PAID, MAYOR, _ = CAST.sentences


def rows(*margins: tuple[Sentence, float]) -> list[Read]:
    return [Read(s, margin, margin) for s, margin in sorted(margins, key=lambda m: -m[1])]


ONE, SEVERAL = "Does the ruling stand?", "What part does it play, and might that change?"


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        (ONE, [(BURST, 1.0), (LATE, 2.5)], [LATE]),
        (ONE, [(BURST, ANSWERABLE)], []),
        (ONE, [], []),
        (SEVERAL, [(BURST, 5.0), (PAID, -1.0)], [BURST, PAID]),
        (SEVERAL, [(BURST, -5.0), (PAID, -5.0)], []),
        (SEVERAL, [], []),
        ("What do the two experts say?", [(LATE, 2.0), (TOLD, -3.0), (STEPS, 0.0), (PAID, 1.0)], [LATE, STEPS]),
        ("Tell me everything that Paul Reyes said and did.", [], [STEPS, MAYOR]),
        ("Which experts are quoted in this story?", [], [LATE, STEPS]),
    ],
)
def test_choose(question: str, given: list[tuple[Sentence, float]], expected: list[Sentence]) -> None:
    assert choose(rows(*given), question, CAST) == expected


def test_no_more_parts_than_can_be_read() -> None:
    many = [Sentence(id=str(n), document="d", start=n, end=n + 1, text="x") for n in range(MOST + 3)]
    assert len(choose(rows(*((s, 3.0) for s in many)), SEVERAL, CAST)) == MOST


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What do the experts think?", True),
        ("What does the farmer think?", False),
        ("Which of the two experts spoke?", False),
        ("Compare them.", True),
    ],
)
def test_has_parts(question: str, expected: bool) -> None:
    assert has_parts(question, CAST) is expected


@pytest.mark.parametrize(
    ("margins", "expected"),
    [((2.0, OTHER_PART + 0.1), 2), ((2.0, OTHER_PART), 1), ((ANSWERABLE, ANSWERABLE), 0), ((), 0)],
)
def test_once_one_part_is_answered_the_others_need_less(margins: tuple[float, ...], expected: int) -> None:
    likeliest = [Read(s, margin, margin) for s, margin in zip(CAST.sentences, margins, strict=False)]
    assert len(of_parts(likeliest)) == expected
