"""Three plain pipelines over the same documents and models, to show what the design earns.

`bm25` and `dense` find a passage and print its closest sentence. `textbook` is the pipeline of the
tutorials: chunks of 1,000 characters, the four nearest stuffed into one prompt. None of them knows
speakers, rewrites a question, or checks an answer.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
import Stemmer
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel
from langchain_text_splitters import RecursiveCharacterTextSplitter

from rag import documents as corpus
from rag import embedding, passages
from rag.errors import ModelError, UsageError
from rag.llm import load_chat_model, model_name
from rag.records import Answer, Citation, Document, Event, Passage, RetrievedPassage, Sentence, Sources
from rag.settings import Settings

CHUNK, OVERLAP, NEAREST = 1000, 200, 4
"""The tutorials' numbers: characters of a chunk, characters shared by neighbours, chunks in the prompt."""

PROMPT = """You are an assistant for question-answering tasks. Use the following pieces of retrieved context \
to answer the question. If you don't know the answer, just say that you don't know. Use three sentences \
maximum and keep the answer concise. Name the pieces you used by their numbers in brackets, like [2].

{context}

Question: {question}
Answer:"""

_MARK = re.compile(r"\[(\d+)\]")
# Said by a model that has nothing to say; wide on purpose, so that the baseline gets credit for it.
_DECLINES = re.compile(
    r"\b(?:don['’]t|do not|cannot|can['’]t|unable to) (?:know|answer|find|determine|say)\b"
    r"|\bdo(?:es)?(?: not|n['’]t) (?:\w+ )?(?:say|state|mention|specify|provide|contain|include|give)\b"
    r"|\b(?:is|are|was|were)(?: not|n['’]t) (?:\w+ )?(?:mentioned|specified|stated|provided|given)\b"
    r"|\bno (?:\w+ )?(?:information|mention)\b",
    re.IGNORECASE,
)

Turns = Sequence[dict[str, str]]
Scorer = Callable[[str], Sequence[float]]
"""Question -> a score for each of the texts it was made of, in their order; higher is closer."""

MakeScorer = Callable[[Sequence[str]], Scorer]


@dataclass(frozen=True)
class Quoting:
    """Prints the closest sentence of the best passage; declines when no passage scores above 0."""

    name: str
    pieces: Sequence[Passage]
    score_pieces: Scorer
    score_sentences: Scorer
    k: int

    def search(self, question: str, history: Turns = ()) -> Sources:
        """The k passages with the highest scores above 0. The conversation is not looked at."""
        del history
        return _best(question, self.pieces, self.score_pieces, self.k)

    def stream(self, question: str, history: Turns = ()) -> Iterator[Event]:
        """The sources, one sentence with its mark, and the Answer."""
        sources = self.search(question, history)
        yield sources
        cited = self._closest(question, sources.passages[0].id) if sources.passages else None
        text = f"{cited.quote} [1]" if cited else "Nothing was found."
        yield text
        yield _answer(question, text, sources, [cited] if cited else [], self.name)

    def _closest(self, question: str, passage: str) -> Citation:
        homes = [(piece, sentence) for piece in self.pieces for sentence in piece.sentences]
        scored = zip(self.score_sentences(question), homes, strict=True)
        inside = [(score, home) for score, home in scored if home[0].id == passage]
        piece, sentence = max(inside, key=lambda pair: pair[0])[1]
        return _cite(1, sentence, piece.id)


@dataclass(frozen=True)
class Textbook:
    """Stuffs the nearest chunks into one prompt. Cites the chunks whose numbers the model names.

    When it names none, the nearest chunk is cited, as programs do that show "sources" beside an answer.
    """

    name: str
    pieces: Sequence[Passage]
    score_pieces: Scorer
    chat: BaseChatModel | None

    def search(self, question: str, history: Turns = ()) -> Sources:
        """The nearest chunks. The conversation is not looked at."""
        del history
        return _best(question, self.pieces, self.score_pieces, NEAREST)

    def stream(self, question: str, history: Turns = ()) -> Iterator[Event]:
        """The sources, the model's words as they come, and the Answer."""
        if self.chat is None:
            raise ModelError("The textbook baseline needs a language model: set RAG_LLM to another than none.")
        sources = self.search(question, history)
        yield sources
        text = ""
        for chunk in self.chat.stream([*history, {"role": "user", "content": _prompt(question, sources)}]):
            yield (piece := str(chunk.text))
            text += piece
        yield _answer(question, text, sources, self._cited(text, sources), self.name)

    def _cited(self, text: str, sources: Sources) -> list[Citation]:
        if _DECLINES.search(text):
            return []
        named = {int(number) for number in _MARK.findall(text)} & set(range(1, len(sources.passages) + 1))
        return [_cite(n, p, p.id) for n, p in enumerate(sources.passages, 1) if n in (named or {1})]


def load(name: str, documents: Sequence[Document], settings: Settings) -> Quoting | Textbook:
    """The baseline of that name over the documents; without documents, over the corpus."""
    sources = corpus.distinct(documents) if documents else corpus.load(settings.corpus_dir).documents
    model = embedding.embeddings(settings)
    if name == "textbook":
        chunks = [chunk for document in sources for chunk in _chunks(document)]
        chat = load_chat_model(settings, learned=False)
        return Textbook(model_name(settings, chat), chunks, _dense(model)([c.text for c in chunks]), chat)
    if name not in ("bm25", "dense"):
        raise UsageError(f"There is no baseline {name}: choose bm25, dense or textbook.")
    make = _bm25 if name == "bm25" else _dense(model)
    pieces = [p for d in sources for p in passages.split(d, passages.sentences(d), model.count_tokens)]
    sentences = [sentence.text for piece in pieces for sentence in piece.sentences]
    return Quoting(name, pieces, make([p.text for p in pieces]), make(sentences), settings.passages)


def _bm25(texts: Sequence[str]) -> Scorer:
    stemmer = Stemmer.Stemmer("english")

    def tokens(several: Sequence[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(
            several, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
        )
        return found

    lexical = bm25s.BM25()
    lexical.index(tokens(texts), show_progress=False)

    def score(question: str) -> Sequence[float]:
        asked = tokens([question])[0]
        # bm25s raises on a question of stop words only.
        return lexical.get_scores(asked).tolist() if asked else [0.0] * len(texts)

    return score


def _dense(model: Embeddings) -> MakeScorer:
    def make(texts: Sequence[str]) -> Scorer:
        rows = np.array(model.embed_documents(list(texts)))
        # The vectors have unit length, so the product is the cosine.
        return lambda question: (rows @ np.array(model.embed_query(question))).tolist()

    return make


def _chunks(document: Document) -> list[Passage]:
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    found = splitter.create_documents([document.text])
    spans = [(chunk.metadata["start_index"], chunk.page_content) for chunk in found]
    return [
        Passage(
            id=f"{document.id}:{start}",
            document=document.id,
            start=start,
            end=start + len(text),
            text=text,
            sentences=(),
        )
        for start, text in spans
    ]


def _best(question: str, pieces: Sequence[Passage], score: Scorer, k: int) -> Sources:
    scored = sorted(zip(score(question), pieces, strict=True), key=lambda pair: -pair[0])
    found = [
        RetrievedPassage(id=p.id, document=p.document, text=p.text, start=p.start, end=p.end, score=value)
        for value, p in scored[:k]
        if value > 0
    ]
    return Sources(standalone_question=question, passages=tuple(found))


def _prompt(question: str, sources: Sources) -> str:
    context = "\n\n".join(f"[{n}] {passage.text}" for n, passage in enumerate(sources.passages, 1))
    return PROMPT.format(context=context, question=question)


def _cite(n: int, source: Sentence | RetrievedPassage, passage: str) -> Citation:
    return Citation(
        n=n,
        document=source.document,
        passage=passage,
        quote=source.text,
        start=source.start,
        end=source.end,
        speaker=None,
        mode="report",
        published=None,
    )


def _answer(question: str, text: str, sources: Sources, citations: Sequence[Citation], model: str) -> Answer:
    return Answer(
        question=question,
        standalone_question=question,
        answered=bool(citations),
        text=text,
        citations=tuple(citations),
        passages=sources.passages,
        model=model,
    )
