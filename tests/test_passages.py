"""Sentences of hard news English, and exact offsets whatever the text."""

import string

import pytest
from fakes import FakeEmbeddings, article
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.passages import MAX_SENTENCES, MAX_TOKENS, sentences, split
from rag.records import Document, Passage, Sentence
from rag.speakers import label

count_tokens = FakeEmbeddings().count_tokens


def document(text: str) -> Document:
    return Document(title="T", text=text)


def passages(text: str) -> list[Passage]:
    return split(document(text), sentences(document(text)), count_tokens)


# A line is a sentence; the document is the lines joined by spaces.
SENTENCES = """
Yoon’s trip to the US in April comes first.
A Group of Seven meeting follows.

He flew to the US.
The US, the biggest ally of both, stood back.

The U.S. Supreme Court ruled in Smith v. Jones on Jan. 5.
It was 3.5 percent of $2.5 million, i.e. too little.

The victims -- specifically those of the 2018 rulings -- have demanded an apology.
On Independence Day in August last year -- another opportunity -- Yoon did not go into specifics.

“This is a dispute that involves both.
Coming to terms is more like finishing what we started,” Lee said.
This month is best.

“We’re seeing differences now, but I think they would come around,” said Choi Eun-mi.
She noted more.

"Are you sure?" he asked.
"No!" she said.
They left.

“Will you pay?” he asked the firm.
“Never.”

‘They’ve cut the rope,’ said Moira Tulloch.
‘Nobody’s happy.’

Mr. Abe met Dr. Lee and Gov. Ruth Kaplan, Jr. at 10 a.m. on Tuesday.
Sen. Cruz did not come.

“Talks failed,” Dr. Kim said.
“They failed,” Mr. Park added.

It also is (see Fig. 2) in St. Louis.
Nobody denies it.

He joined Acme Inc. in 1999.
She joined the Co. later.

The ruling came at 5 p.m.
Nobody appealed.

President John F. Kennedy spoke.
J. R. R. Tolkien listened.

What now?
Nobody knows!
We wait...
Then it ends.

He said it was “a political decision.”
Tokyo disagreed.

(This was written on Tuesday.)
More follows.

“The first thing.
The second thing.
The third thing,” said Lee.

No full stop at the end
"""


@pytest.mark.parametrize("block", SENTENCES.strip().split("\n\n"))
def test_sentences(block: str) -> None:
    lines = block.split("\n")
    assert [s.text for s in sentences(document(" ".join(lines)))] == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("A line\nthat goes on.\n\nTwo.", ["A line\nthat goes on.", "Two."]),
        ("A line  \nthat goes on.\n\nTwo.", ["A line  \nthat goes on.", "Two."]),
        ("A heading\n \nOne. Two.\n", ["A heading", "One.", "Two."]),
        ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
        ("A line\r\nthat goes on.\r\n\r\nTwo.", ["A line\r\nthat goes on.", "Two."]),
        ("  Indented.\n\n\tToo.", ["Indented.", "Too."]),
        ("“ Loose mark”, he said. Fine.", ["“ Loose mark”, he said.", "Fine."]),
        ("首相は言った。次に進む。", ["首相は言った。", "次に進む。"]),
        ("대통령이 말했다. 다음은 없다.", ["대통령이 말했다.", "다음은 없다."]),
        ("…", ["…"]),
        ("😀 One. 😀 Two.", ["😀 One.", "😀 Two."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences(document(text))] == expected


def test_the_article() -> None:
    found = sentences(article())
    assert len(found) == 22
    assert found[0].text.startswith("A conservative leader") and found[0].text.endswith("to close the deal.")
    assert all(s.text[-1] == "." and (s.text[0].isupper() or s.text[0] == "“") for s in found)


def test_passages_of_the_article_are_its_paragraphs() -> None:
    found = split(article(), sentences(article()), count_tokens)
    assert [p.text for p in found] == article().text.strip().split("\n\n")


TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)
MARKS = [*'US -- Mr. U.S. “ ” " ‘ ’ ( ) . ? ! ... … , 3.5 。 » 한국 😀'.split(), "Lee said", "It is", "he said"]
SPACES = [*" \n\t\u3000\u2028\x85\x1c", "\n\n", "\r\n"]
NEWS = st.lists(st.sampled_from([*MARKS, *SPACES]), max_size=60).map("".join)
LONG = st.lists(st.text(string.ascii_letters + " .", min_size=1, max_size=40), min_size=1, max_size=3).map(
    lambda parts: (" ".join(parts) * 400)[:6000]
)


def assert_exact(parts: list[Sentence] | list[Passage], text: str) -> None:
    """Each part gives back its text, in order, and no character but space lies outside."""
    end = 0
    for part in parts:
        assert end <= part.start < part.end
        assert text[part.start : part.end] == part.text
        assert not text[end : part.start].strip()
        assert part.text == part.text.strip()
        end = part.end
    assert not text[end:].strip()


@given(st.one_of(TEXTS, NEWS))
@example(".)\n’")
@settings(deadline=None)
def test_offsets_of_sentences_are_exact(text: str) -> None:
    assert_exact(sentences(document(text)), text)


@given(st.one_of(TEXTS, NEWS, LONG))
@settings(deadline=None)
def test_passages_are_exact_and_short(text: str) -> None:
    found = passages(text)
    assert_exact(found, text)
    assert_exact([s for p in found for s in p.sentences], text)
    for passage in found:
        assert count_tokens(passage.text) <= MAX_TOKENS
        assert len(passage.sentences) <= MAX_SENTENCES
        assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
    assert len({p.id for p in found}) == len(found)


@pytest.mark.parametrize(
    "text", ["word " * 400 + "end.", "x" * 4000, "한국은 " * 300, "a " + "b" * 3000, "one\u00a0two" * 300]
)
def test_a_sentence_over_the_limit_is_cut(text: str) -> None:
    given = sentences(document(text))
    assert len(given) == 1 and count_tokens(given[0].text) > MAX_TOKENS
    spoken = [given[0].model_copy(update={"speaker": "Lee", "mode": "quote"})]
    pieces = [s for p in split(document(text), spoken, count_tokens) for s in p.sentences]
    assert len(pieces) > 1 and all(count_tokens(s.text) <= MAX_TOKENS for s in pieces)
    assert {(s.speaker, s.mode) for s in pieces} == {("Lee", "quote")}
    assert "".join(s.text for s in pieces).replace(" ", "") == text.strip().replace(" ", "")


def test_words_are_not_cut() -> None:
    pieces = [s.text for p in passages("word " * 400 + "end.") for s in p.sentences]
    assert {w for piece in pieces for w in piece.split()} == {"word", "end."}


def test_a_paragraph_is_grouped_and_no_passage_crosses_it() -> None:
    found = passages("One. Two. Three. Four. Five.\n\nSix.")
    assert [p.text for p in found] == ["One. Two. Three. Four.", "Five.", "Six."]


def test_ids_are_the_same_again_and_differ_by_place_text_and_document() -> None:
    once, again = passages("Same.\n\nSame."), passages("Same.\n\nSame.")
    assert [p.id for p in once] == [p.id for p in again]
    other = Document(title="U", text="Same.")
    ids = {p.id for p in [*once, *passages("Some."), *split(other, sentences(other), count_tokens)]}
    assert len(ids) == 4


def test_labels_stay_with_their_sentences() -> None:
    labelled = label(article(), sentences(article()))
    assert [s for p in split(article(), labelled, count_tokens) for s in p.sentences] == labelled
