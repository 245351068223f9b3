"""Who appears in documents, and whom a question means."""

import pytest

from rag.cast import Cast, aliases, cast_of, is_everybody
from rag.passages import sentences
from rag.records import Document, Sentence
from rag.speakers import label, people

TEXT = """Farmers from 11 villages sued Northgate Power on Monday.

“The water came at night,” said Rosa Delgado, a maize farmer. Northgate Power spokesman Emil Sand said the dam was safe.

“They opened it too late,” said Dr. Helen Marsh, a hydrologist at Corvane University. Paul Reyes, a retired dam
inspector, agreed that it was late. The Westland government owns the company. Seoul says it will help.
"""
DOCUMENT = Document(title="Dam", text=TEXT)


@pytest.fixture(scope="module")
def cast() -> Cast:
    raw = sentences(DOCUMENT)
    return cast_of(people(DOCUMENT, raw), label(DOCUMENT, raw))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What do the experts say?", ["Helen Marsh", "Paul Reyes"]),
        ("the two engineers", ["Helen Marsh", "Paul Reyes"]),
        ("Who is the farmer?", ["Rosa Delgado"]),
        ("the spokesman", ["Emil Sand"]),
        ("Who rules?", []),
    ],
)
def test_with_role(cast: Cast, question: str, expected: list[str]) -> None:
    assert [person.name for person in cast.with_role(question)] == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Delgado", ["Rosa Delgado"]),
        ("the hydrologist", ["Helen Marsh"]),
        ("Northgate Power", ["Emil Sand"]),
        ("the Korean government", ["Seoul"]),
        ("the opposition", []),
        ("Tokyo", []),
        ("she", None),
        ("our government", None),
    ],
)
def test_voices_of(cast: Cast, phrase: str, expected: list[str] | None) -> None:
    assert cast.voices_of(phrase) == expected


def test_named_in_the_questions_order(cast: Cast) -> None:
    assert cast.named("Do Reyes and Rosa Delgado agree?") == ["Paul Reyes", "Rosa Delgado"]


def test_words_by_and_about(cast: Cast) -> None:
    assert ["water" in s.text for s in cast.about("Rosa Delgado")] == [True]
    assert [s.text for s in cast.mentions("Westland")] == ["The Westland government owns the company."]
    assert cast.mentions("the government") == []
    idle, acts = (
        Sentence(id=t, document="d", start=0, end=0, text=t) for t in ("For Ostland it ends.", "Ostland refuses.")
    )
    assert Cast((), (idle, acts)).mentions("Ostland") == [acts, idle]


def test_parties(cast: Cast) -> None:
    assert [p.name for p in cast.of_parties("How do Northgate and the university differ?")] == [
        "Emil Sand",
        "Helen Marsh",
    ]


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Tokyo", "japanese", True),
        ("Koreans", "seoul", True),
        ("the US", "washington", True),
        ("Corvane", "seoul", False),
    ],
)
def test_aliases(name: str, other: str, expected: bool) -> None:
    assert (other in aliases(name)) is expected


def test_everybody() -> None:
    assert is_everybody("Who are the people named here?") and not is_everybody("Who is the farmer?")
