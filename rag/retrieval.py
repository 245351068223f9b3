"""A question -> ranked passages and sentences: embeddings and BM25 together. Knows no language model.

A passage is found by its own words and by its document's: a question names the place or the firm, and the paragraph
that answers calls it "the company".
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as Chunk
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.embedding import SentenceEmbeddings
from rag.index import PassageIndex
from rag.records import Document, Passage, RetrievedPassage, Sentence

FUSION = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

LEXICAL, PASSAGE = 0.5, 0.3
"""Weights of shared words (against the best sentence's) and of the passage's rank, beside the cosine."""

DOCUMENT = 0.02
"""Weight of the words shared with the whole document (against the nearest document's), beside the fused ranks: about
as much as a first place in one ranking. Over 72 documents 0.01 and 0.04 find as much."""

POOL = 20
"""Passages taken from each of the first two rankings before they are fused."""


@dataclass(frozen=True)
class ScoredSentence:
    """A sentence of a retrieved passage. `similarity` is the cosine to the question, `score` the whole."""

    sentence: Sentence
    score: float
    similarity: float


class LexicalIndex:
    """BM25 over stemmed words, in memory."""

    def __init__(self, texts: dict[str, str]) -> None:
        import bm25s
        import Stemmer

        self._stemmer = Stemmer.Stemmer("english")
        self._ids = list(texts)
        tokens = self._tokens(list(texts.values()))
        self._bm25 = bm25s.BM25() if any(tokens) else None  # it cannot index texts without a word
        if self._bm25:
            self._bm25.index(tokens, show_progress=False)

    def best(self, question: str, k: int) -> list[tuple[str, float]]:
        """Up to k passage ids that share a word with the question, best first."""
        tokens = self._tokens([question])
        if not tokens[0] or self._bm25 is None:
            return []
        rows, scores = self._bm25.retrieve(tokens, k=min(k, len(self._ids)), show_progress=False)
        return [(self._ids[row], float(score)) for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    def _tokens(self, texts: list[str]) -> list[list[str]]:
        import bm25s

        tokens: list[list[str]] = bm25s.tokenize(
            texts, stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return tokens


class HybridRetriever(BaseRetriever):
    """LangChain's retriever interface over both indexes."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    passages: dict[str, Passage]
    dense: PassageIndex
    embedder: SentenceEmbeddings
    lexical: LexicalIndex
    lexical_documents: LexicalIndex
    lexical_sentences: LexicalIndex
    home: dict[str, Passage]
    k: int = 5

    @classmethod
    def over(
        cls,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        dense: PassageIndex,
        embedder: SentenceEmbeddings,
        k: int,
    ) -> Self:
        """The retriever of these documents' passages, which `dense` holds already."""
        sentences = {s.id: s.text for p in passages for s in p.sentences}
        titles = {d.id: d.title for d in documents}
        return cls(
            passages={p.id: p for p in passages},
            dense=dense,
            embedder=embedder,
            k=k,
            home={s.id: p for p in passages for s in p.sentences},
            lexical=LexicalIndex({p.id: f"{titles[p.document]}\n{p.text}" for p in passages}),
            lexical_documents=LexicalIndex({d.id: f"{d.title}\n{d.text}" for d in documents}),
            lexical_sentences=LexicalIndex(sentences),
        )

    def search(self, question: str, k: int | None = None) -> list[RetrievedPassage]:
        """The k best passages, best first; the score is the fused one."""
        rankings = [[key for key, _ in self.dense.nearest(question, POOL)]]
        rankings += [[key for key, _ in self.lexical.best(question, POOL)]]
        rankings += [self._by_sentence(question, sorted({key for ranking in rankings for key in ranking}))]
        shared = _shares(self.lexical_documents.best(question, len(self.passages)))
        scores = {
            key: score + DOCUMENT * shared.get(self.passages[key].document, 0.0)
            for key, score in fuse(rankings).items()
        }
        best = sorted(scores, key=lambda key: (-scores[key], key))[: k or self.k]
        return [_retrieved(self.passages[key], scores[key]) for key in best]

    def _by_sentence(self, question: str, keys: Sequence[str]) -> list[str]:
        """The passages by their sentence that is nearest to the question."""
        asked = np.array(self.embedder.embed_query(question))
        near = {key: max(self._cosines([s.text for s in self.passages[key].sentences], asked)) for key in keys}
        return sorted(near, key=lambda key: (-near[key], key))

    def _cosines(self, texts: Sequence[str], asked: np.ndarray) -> list[float]:
        return [float(row @ asked) for row in np.array([self.embedder.unit_vector(text) for text in texts])]

    def sentences(self, question: str, passages: Sequence[RetrievedPassage]) -> list[ScoredSentence]:
        """All sentences of the passages, best first, by their own and their passage's nearness."""
        inside = [(s, rank) for rank, p in enumerate(passages) for s in self.passages[p.id].sentences]
        if not inside:
            return []
        similar = self._cosines([s.text for s, _ in inside], np.array(self.embedder.embed_query(question)))
        own = {s.id for s, _ in inside}
        shared = _shares([row for row in self.lexical_sentences.best(question, len(self.home)) if row[0] in own])
        scored = [
            ScoredSentence(s, cosine + LEXICAL * shared.get(s.id, 0.0) + PASSAGE / (1 + rank), cosine)
            for (s, rank), cosine in zip(inside, similar, strict=True)
        ]
        return sorted(scored, key=lambda e: (-e.score, e.sentence.start))

    def sentences_of(self, question: str, speakers: Collection[str], each: int) -> list[ScoredSentence]:
        """The best sentences of these speakers in all documents, a few of each."""
        homes = {self.home[key].id: self.home[key] for key in self.home}
        own = [p for p in homes.values() if any(s.speaker in speakers for s in p.sentences)]
        scored = self.sentences(question, [_retrieved(p, 0.0) for p in own])
        return [e for name in speakers for e in [e for e in scored if e.sentence.speaker == name][:each]]

    def passage_of(self, sentence: Sentence) -> Passage:
        """The passage that holds a sentence."""
        return self.home[sentence.id]

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Chunk]:
        del run_manager
        return [
            Chunk(
                p.text,
                id=p.id,
                metadata={"document": p.document, "start": p.start, "end": p.end, "score": p.score},
            )
            for p in self.search(query)
        ]


def fuse(rankings: Sequence[Sequence[str]]) -> dict[str, float]:
    """Reciprocal rank fusion: key -> sum over the rankings of 1 / (FUSION + rank), rank from 1."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1.0 / (FUSION + rank)
    return scores


def _shares(ranking: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The scores against the best one's."""
    most = max((score for _, score in ranking), default=1.0)
    return {key: score / most for key, score in ranking}


def _retrieved(passage: Passage, score: float) -> RetrievedPassage:
    return RetrievedPassage(
        id=passage.id,
        document=passage.document,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        score=score,
    )
