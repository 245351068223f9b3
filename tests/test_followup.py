"""Follow-ups that rules put on their own feet."""

import pytest

from rag.cast import Cast, cast_of
from rag.followup import resolve
from rag.passages import sentences
from rag.records import Document
from rag.speakers import label, people

DOCUMENT = Document(
    title="Fish",
    text="“The numbers are old,” said Marit Osei, a marine biologist. “Nobody owes a survey,” said Daniel Quist, "
    "a professor of law at Corvane. Varsland held 62 percent and Ostrey 38 percent.",
)


@pytest.fixture(scope="module")
def cast() -> Cast:
    raw = sentences(DOCUMENT)
    return cast_of(people(DOCUMENT, raw), label(DOCUMENT, raw))


ASKED = "What does Marit Osei say about the figures?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (ASKED, "and the other expert?", "What does Daniel Quist say about the figures?"),
        (ASKED, "And Quist?", "What does Daniel Quist say about the figures?"),
        (ASKED, "What does the other expert say about that?", f"According to Daniel Quist: {ASKED}"),
        ("How much did Varsland hold in May?", "And Ostrey?", "How much did Ostrey hold in May?"),
        ("Who said it was late?", "Are you sure? I thought it was Osei", "Who said it was late?"),
        (ASKED, "And what does Quist think of it?", f"According to Daniel Quist: {ASKED}"),
        (ASKED, "why?", None),
        (ASKED, "Why?", None),
        (ASKED, "And when?", None),
        (ASKED, "When did they meet?", None),
        (ASKED, "What does she say?", None),
    ],
)
def test_resolve(cast: Cast, before: str, question: str, expected: str | None) -> None:
    assert resolve(question, [("user", before), ("assistant", "Marit Osei says they are old.")], cast) == expected


def test_without_a_conversation(cast: Cast) -> None:
    assert resolve("And Quist?", [], cast) is None
