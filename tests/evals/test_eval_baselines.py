"""The baselines quote what is there and decline when they find nothing; the textbook reads its chunks."""

from collections.abc import Iterator
from typing import Any

import pytest
from fake_runs import DOCUMENT, MET, PAY, REFUSE, TEXT
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from evals import baselines
from evals.judge import read_verdict
from rag.errors import ModelError, UsageError
from rag.records import Answer, Event, Sources
from rag.settings import Settings

WORDS = ("court", "pay", "minister", "victims", "lawyer")


class CountingWords:
    """Embeddings that a person can compute: one dimension a word."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [float(text.lower().count(word)) for word in WORDS]

    def count_tokens(self, text: str) -> int:
        return len(text.split())


class Recording(GenericFakeChatModel):
    """Replies from a list and keeps the prompts."""

    prompts: list[Any] = []  # noqa: RUF012 - pydantic copies it for each model

    def _generate(self, messages: Any, *rest: Any, **more: Any) -> Any:
        self.prompts.append(messages)
        return super()._generate(messages, *rest, **more)


def load(name: str, monkeypatch: pytest.MonkeyPatch, *replies: str) -> Any:
    chat = Recording(messages=iter([AIMessage(reply) for reply in replies])) if replies else None
    monkeypatch.setattr("rag.embedding.embeddings", lambda settings: CountingWords())
    monkeypatch.setattr(baselines, "load_chat_model", lambda settings, learned: chat)
    return baselines.load(name, [DOCUMENT], Settings(llm="none"))


def last(events: Iterator[Event]) -> tuple[Sources, Answer]:
    sources, *text, answer = list(events)
    assert isinstance(sources, Sources) and isinstance(answer, Answer)
    assert "".join(str(piece) for piece in text) == answer.text
    return sources, answer


@pytest.mark.parametrize("name", ["bm25", "dense"])
def test_the_closest_sentence_is_quoted(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, answer = last(load(name, monkeypatch).stream("Which lawyer would not pay?"))
    (citation,) = answer.citations
    assert citation.quote == TEXT[citation.start : citation.end] == REFUSE
    assert (answer.text, answer.answered) == (f"{REFUSE} [1]", True)
    assert sources.passages[0].text == f"{PAY} {REFUSE}" and citation.passage == sources.passages[0].id


@pytest.mark.parametrize("name", ["bm25", "dense"])
@pytest.mark.parametrize("asked", ["Wie alt ist sie?", "그는 몇 살인가요?", "the of", ""])
def test_nothing_found_is_declined(name: str, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, answer = last(load(name, monkeypatch).stream(asked))
    assert (sources.passages, answer.answered, answer.citations) == ((), False, ())


@pytest.mark.parametrize(
    ("reply", "cited"),
    [
        ("The court ordered payment [1].", [1]),
        ("The court ordered payment in [1965] [7].", [1]),
        ("The court ordered payment.", [1]),
        ("I don't know.", []),
        ("The context does not mention her age [1].", []),
        ("That isn’t specified.", []),
        ("There is no such information.", []),
    ],
)
def test_the_textbook_cites_chunks_or_declines(reply: str, cited: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = load("textbook", monkeypatch, reply)
    turns = [{"role": "user", "content": "Hello"}]
    sources, answer = last(pipeline.stream("What did the court order?", turns))
    assert [c.n for c in answer.citations] == cited
    assert answer.answered is bool(cited)
    assert all(c.quote == TEXT[c.start : c.end] for c in answer.citations)
    ((before, prompt),) = pipeline.chat.prompts
    assert before.content == "Hello"
    assert f"[1] {sources.passages[0].text}" in prompt.content and MET in prompt.content


def test_chunks_are_of_the_textbooks_size(monkeypatch: pytest.MonkeyPatch) -> None:
    long = DOCUMENT.model_copy(update={"text": "\n\n".join([TEXT] * 20)})
    monkeypatch.setattr("rag.embedding.embeddings", lambda settings: CountingWords())
    monkeypatch.setattr(baselines, "load_chat_model", lambda settings, learned: None)
    pipeline = baselines.load("textbook", [long], Settings(llm="none"))
    sources = pipeline.search("What did the court order?")
    assert len(sources.passages) == 4
    assert all(len(p.text) <= 1000 and long.text[p.start : p.end] == p.text for p in sources.passages)


def test_the_textbook_needs_a_model_and_the_name_must_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match="RAG_LLM"):
        list(load("textbook", monkeypatch).stream("What?"))
    with pytest.raises(UsageError, match="choose bm25, dense or textbook"):
        load("magic", monkeypatch)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ("correct", "correct"),
        ("Correct.", "correct"),
        ("**Wrong**: it names another year.", "wrong"),
        ("The answer is incorrect.", "wrong"),
        ("It is not wrong, so correct.", "unreadable"),
        ("Maybe.", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_a_verdict_is_read_or_called_unreadable(reply: str, verdict: str) -> None:
    assert read_verdict(reply) == verdict
