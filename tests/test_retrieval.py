"""Both rankings fused, passages and sentences best first, and LangChain's own ways to ask."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from fakes import FakeEmbeddings
from langchain_core.retrievers import BaseRetriever

from rag.documents import distinct
from rag.index import PassageIndex
from rag.passages import sentences, split
from rag.records import Document, Passage
from rag.retrieval import FUSION, HybridRetriever, LexicalIndex, fuse
from rag.speakers import label

FERRY = "The ferry to Skarra will sail in March. “They cut the rope,” said Moira Tulloch."
SCHOOL = "Teachers walked out of forty schools. The district holds a reserve."
HARBOUR = "The harbour froze in January. Ships waited outside."


def passages(documents: Sequence[Document]) -> list[Passage]:
    return [p for d in documents for p in split(d, label(d, sentences(d)), FakeEmbeddings().count_tokens)]


@contextmanager
def retriever(*texts: str, k: int = 5, titles: Sequence[str] = ()) -> Iterator[HybridRetriever]:
    named = titles or [f"d{n}" for n in range(len(texts))]
    documents = distinct([Document(title=title, text=text) for title, text in zip(named, texts, strict=True)])
    model, given = FakeEmbeddings(), passages(documents)
    with PassageIndex.in_memory(model) as index:
        index.update(given)
        yield HybridRetriever.over(documents, given, index, model, k)


@pytest.mark.parametrize(
    ("rankings", "expected"),
    [
        ([], []),
        ([[], []], []),
        ([["a", "b"], []], ["a", "b"]),
        ([["a", "b"], ["b"]], ["b", "a"]),
        ([["a", "b", "c"], ["c", "b", "a"]], ["a", "c", "b"]),
        ([["a", "b"], ["c", "b"], ["d", "b"]], ["b", "a", "c", "d"]),
    ],
)
def test_fusion(rankings: list[list[str]], expected: list[str]) -> None:
    scores = fuse(rankings)
    assert sorted(scores, key=lambda key: (-scores[key], key)) == expected


def test_fused_scores() -> None:
    assert fuse([["a", "b"], ["b"]]) == pytest.approx({"a": 1 / (FUSION + 1), "b": 1 / (FUSION + 2) + 1 / (FUSION + 1)})


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When does the ferry sail?", ["ferry"]),
        ("Which schools have teachers?", ["school"]),
        ("teacher", ["school"]),
        ("The ship in the harbour, or the ferry", ["harbour", "ferry"]),
        ("Who won the World Cup?", []),
        ("What is it?", []),
        ("", []),
        ("한국", []),
    ],
)
def test_shared_words(question: str, expected: list[str]) -> None:
    index = LexicalIndex({"ferry": FERRY, "school": SCHOOL, "harbour": HARBOUR})
    assert [key for key, _ in index.best(question, 20)] == expected
    assert [key for key, _ in index.best(question, 1)] == expected[:1]


@pytest.mark.parametrize("text", ["It is.", "…", "한국은 말했다."])
def test_a_corpus_without_a_word_to_index(text: str) -> None:
    with retriever(text) as found:
        assert [p.text for p in found.search("What about ferries?")] == [text]
        assert [s.sentence.text for s in found.sentences("What?", found.search("What?"))] == [text]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When will the ferry sail to Skarra?", FERRY),
        ("How many schools did teachers walk out of?", SCHOOL),
        ("When did the harbour freeze?", HARBOUR),
    ],
)
def test_passages_best_first(question: str, first: str) -> None:
    with retriever(SCHOOL, HARBOUR, FERRY) as found:
        best = found.search(question)
        assert best[0].text == first
        assert len(best) == 3 and len({p.id for p in best}) == 3
        assert [p.score for p in best] == sorted((p.score for p in best), reverse=True)
        assert found.search(question, k=1) == best[:1]


def test_as_many_passages_as_the_settings_say() -> None:
    with retriever(SCHOOL, HARBOUR, FERRY, k=2) as found:
        assert len(found.search("ferry")) == 2
        assert len(found.search("ferry", k=3)) == 3


ANSWER = "The company offered the workers 300 crowns a month."


def test_a_passage_is_found_by_what_the_rest_of_its_document_names() -> None:
    skarra, tarn = (f"Dockers in {town} walked out.\n\n{ANSWER}" for town in ("Skarra", "Tarn"))
    with retriever(skarra, tarn) as found:
        for town, document in (("Skarra", "d0"), ("Tarn", "d1")):
            best = found.search(f"How much did the company offer the workers in {town}?")
            assert next(p.document for p in best if p.text == ANSWER) == document


def test_a_passage_is_found_by_the_title_of_its_document() -> None:
    with retriever(ANSWER, ANSWER, titles=("Dockers in Skarra", "Dockers in Tarn")) as found:
        for town in ("Skarra", "Tarn"):
            assert town in found.search(f"What was offered in {town}?")[0].document


def test_a_passage_is_found_by_one_of_its_sentences() -> None:
    talk = "Ferries, ropes, boats. Harbours, quays, cranes. Sails, masts, oars. Crews, cooks, pilots."
    with retriever(f"{talk} Ships waited outside.", f"{talk} {talk} Nobody waited.") as found:
        assert found.search("Ships waited outside.")[0].document == "d0"


def test_equal_documents_are_found_each_for_itself() -> None:
    with retriever(FERRY, FERRY) as found:
        assert {p.document for p in found.search("ferry")} == {"d0", "d1"}


def test_sentences_best_first() -> None:
    with retriever(SCHOOL, HARBOUR, FERRY) as found:
        passages = found.search("Who said they cut the rope?")
        best = found.sentences("Who said they cut the rope?", passages)
        assert (best[0].sentence.text, best[0].sentence.speaker) == (
            "“They cut the rope,” said Moira Tulloch.",
            "Moira Tulloch",
        )
        assert [s.score for s in best] == sorted((s.score for s in best), reverse=True)
        assert {s.sentence.id for s in best} == {s.id for p in found.passages.values() for s in p.sentences}
        assert all(-1.00001 <= s.similarity <= 1.00001 for s in best)
        assert found.passage_of(best[0].sentence).text == FERRY
        assert found.sentences("rope", []) == []


def test_a_sentence_that_is_the_question_is_wholly_similar() -> None:
    with retriever(HARBOUR, FERRY) as found:
        (best, *_) = found.sentences("Ships waited outside.", found.search("Ships waited outside."))
        assert best.sentence.text == "Ships waited outside." and best.similarity == pytest.approx(1.0)


def test_it_is_a_langchain_retriever() -> None:
    with retriever(SCHOOL, HARBOUR, FERRY, k=1) as found:
        assert isinstance(found, BaseRetriever)
        (chunk,) = found.invoke("ferry")
        best = found.search("ferry")[0]
        assert (chunk.page_content, chunk.id) == (best.text, best.id)
        assert chunk.metadata == {"document": best.document, "start": best.start, "end": best.end, "score": best.score}
        assert asyncio.run(found.ainvoke("ferry")) == [chunk]
        assert found.batch(["ferry", "school teachers"])[1][0].page_content == SCHOOL
