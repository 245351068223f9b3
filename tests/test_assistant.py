"""Documents, index, retriever and model put together, with a fake embedder and a fake model."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeChatModel, FakeEmbeddings, ProbingChatModel
from langchain_core.messages import AIMessage, HumanMessage

import rag
from rag.assistant import Assistant, index, labelled_sentences
from rag.chain import Question
from rag.errors import DocumentError, StoreInUseError, UsageError
from rag.index import Changes, PassageIndex
from rag.languages import NOT_IN_SOURCES
from rag.records import Answer, Document, Sources
from rag.settings import Settings

HARBOUR = """The port authority postponed the closure of the old harbour until May.

The dockers’ union demanded a raise of 6 percent. The harbour company rejected the raise in 2018.
"""
FERRY = "The last ferry to Skarra sails in March. The island council ended its subsidy."
DOCUMENTS = [Document(title="Harbour", text=HARBOUR, published=date(2023, 2, 28)), Document(title="Ferry", text=FERRY)]
WHAT = "What raise did the dockers’ union demand?"
DEMAND = "The dockers’ union demanded a raise of 6 percent."


def model(**fields: Any) -> ProbingChatModel:
    """Finds the demand, and says it in words of its own."""
    finds = {"odds": lambda text: 3.0 if "demanded a raise" in text.partition("Question:")[0] else -3.0}
    return ProbingChatModel(**{"replies": ["The union demanded a raise of 6 percent."], **finds, **fields})


@pytest.fixture(autouse=True)
def embedder(monkeypatch: pytest.MonkeyPatch) -> FakeEmbeddings:
    fake = FakeEmbeddings()
    monkeypatch.setattr("rag.assistant.embeddings", lambda settings: fake)
    return fake


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A corpus of two files, and a folder for the index."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "harbour.md").write_text(f"---\ntitle: Harbour\npublished: 2023-02-28\n---\n{HARBOUR}")
    (folder / "ferry.txt").write_text(FERRY)
    return Settings(corpus_dir=folder, index_dir=tmp_path / "index", cache_dir=tmp_path / "cache", llm="none")


def assert_demand(answer: Answer) -> None:
    assert answer.answered and answer.text.startswith("The union demanded a raise of 6 percent. [1]")
    assert answer.citations[0].quote == DEMAND


def test_the_public_name_is_this_one() -> None:
    assert rag.Assistant is Assistant


def test_ask_over_a_corpus(settings: Settings) -> None:
    told: list[tuple[str, float]] = []
    with Assistant(settings, llm=model(), progress=lambda *step: told.append(step)) as bot:
        assert [d.id for d in bot.documents] == ["ferry.txt", "harbour.md"]
        assert bot.changes == Changes(added=2, changed=0, removed=0, unchanged=0, embedded=3)
        assert bot.problems == ()
        answer = bot.ask(WHAT)
    assert_demand(answer)
    assert (answer.citations[0].document, answer.citations[0].published) == ("harbour.md", date(2023, 2, 28))
    assert told[-1] == ("Ready", 1.0) and all(0.0 <= done <= 1.0 and said for said, done in told)


def test_the_index_is_kept_and_follows_the_corpus(settings: Settings, embedder: FakeEmbeddings) -> None:
    with Assistant(settings):
        pass
    embedder.embedded.clear()
    with Assistant(settings) as bot:
        assert bot.changes.unchanged == 2 and bot.changes.embedded == 0
    assert embedder.embedded == []
    (settings.corpus_dir / "ferry.txt").unlink()
    (settings.corpus_dir / "school.txt").write_text("Teachers walked out.")
    with Assistant(settings) as bot:
        assert bot.changes == Changes(added=1, changed=0, removed=1, unchanged=1, embedded=1)
        assert {p.document for p in bot.search("ferry").passages} == {"harbour.md", "school.txt"}


def test_a_file_that_cannot_be_read_is_a_problem_and_no_end(settings: Settings) -> None:
    (settings.corpus_dir / "bad.txt").write_bytes(b"\xff")
    with Assistant(settings) as bot:
        assert len(bot.documents) == 2
        assert [p.partition(" ")[0] for p in bot.problems] == ["bad.txt"]


def test_from_documents(embedder: FakeEmbeddings, settings: Settings) -> None:
    with Assistant.from_documents(DOCUMENTS, settings, llm=model()) as bot:
        assert_demand(bot.ask(WHAT))
        assert bot.ask(WHAT).as_of == date(2023, 2, 28)
        assert [s.text for s in bot.sentences if s.document == "Ferry"] == FERRY.replace(". ", ".|").split("|")
    assert not settings.index_dir.exists()


def test_documents_of_one_name_are_told_apart(settings: Settings) -> None:
    same = [Document(title="Paper", text=text) for text in (FERRY, HARBOUR)]
    with Assistant.from_documents(same, settings, llm=model()) as bot:
        assert bot.ask(WHAT).citations[0].document == "Paper (2)"


@pytest.mark.parametrize("documents", [[], [Document(title="Void", text=" ")]])
def test_documents_without_text_are_refused(documents: list[Document], settings: Settings) -> None:
    with pytest.raises(DocumentError):
        Assistant.from_documents(documents, settings)


def test_stream(settings: Settings) -> None:
    with Assistant.from_documents(DOCUMENTS, settings, llm=model()) as bot:
        *events, answer = bot.stream(WHAT)
        assert isinstance(answer, Answer)
        assert_demand(answer)
        assert "".join(e for e in events if isinstance(e, str)) == answer.text
        assert [e for e in events if isinstance(e, Sources)] == [bot.search(WHAT)]


def without_timings(answer: Answer) -> dict[str, Any]:
    return answer.model_dump(exclude={"timings"})


def test_every_way_to_ask_gives_the_same_answer(settings: Settings) -> None:
    with Assistant.from_documents(DOCUMENTS, settings, llm=model()) as bot:
        asked: Question = {"question": WHAT, "history": []}

        async def at_once() -> list[Answer]:
            last = [event async for event in bot.astream(WHAT)][-1]
            assert isinstance(last, Answer)
            return [await bot.aask(WHAT), await bot.chain.ainvoke(asked), last]

        answers = [bot.ask(WHAT), bot.chain.invoke(asked), *bot.chain.batch([asked] * 2), *asyncio.run(at_once())]
    assert_demand(answers[0])
    assert all(without_timings(a) == without_timings(answers[0]) for a in answers)


def test_threads_share_one_assistant(settings: Settings) -> None:
    raise_, ferry = WHAT, "Until when does the last ferry to Skarra sail?"
    with Assistant.from_documents(DOCUMENTS, settings, llm=model(odds=lambda text: 3.0)) as bot:
        alone = {question: without_timings(bot.ask(question)) for question in (raise_, ferry)}
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(bot.ask, [raise_, ferry] * 8))
    assert [without_timings(answer) for answer in together] == [alone[raise_], alone[ferry]] * 8


BEFORE = "Who refused the dockers’ union a raise?"
HISTORIES: list[list[Any]] = [
    [("user", BEFORE), ("assistant", "The company. [1]")],
    [{"role": "user", "content": BEFORE}, {"role": "assistant", "content": "The company. [1]"}],
    [HumanMessage(BEFORE), AIMessage("The company. [1]")],
    [{"role": "user", "content": [{"type": "text", "text": BEFORE}]}, ("assistant", "The company. [1]")],
]


@pytest.mark.parametrize("history", HISTORIES)
def test_history(settings: Settings, history: Sequence[object]) -> None:
    llm = model(replies=[WHAT, "The union demanded a raise of 6 percent."])
    with Assistant.from_documents(DOCUMENTS, settings, llm=llm) as bot:
        answer = bot.ask("And what did they demand?", history)
    assert (answer.question, answer.standalone_question) == ("And what did they demand?", WHAT)
    assert f"Question: {BEFORE}\nAnswer: The company.\nLast question: And what did they" in llm.prompts[0]
    assert_demand(answer)


def test_a_history_of_another_kind_is_refused(settings: Settings) -> None:
    with Assistant.from_documents(DOCUMENTS, settings, llm=model()) as bot, pytest.raises(TypeError, match="history"):
        bot.ask(WHAT, ["Who rejected it?"])


def test_without_a_language_model(settings: Settings) -> None:
    with Assistant(settings) as bot:
        answer = bot.ask(WHAT)
        assert answer.answered and DEMAND in answer.text and answer.model == "none"
        refused = bot.ask("How tall are zebras?")
    assert not refused.answered and refused.text.startswith(NOT_IN_SOURCES["en"]) and refused.nearest


def test_the_environment_chooses_the_model(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("corpus_dir", "index_dir", "cache_dir", "llm"):
        monkeypatch.setenv(f"RAG_{name.upper()}", str(getattr(settings, name)))
    with Assistant() as bot:
        assert (bot.model_name, len(bot.documents)) == ("none", 2)


def test_as_many_passages_as_the_settings_say(settings: Settings) -> None:
    with Assistant(settings.model_copy(update={"passages": 1})) as bot:
        assert len(bot.search(WHAT).passages) == len(bot.ask(WHAT).passages) == 1


LONG = "The union demanded a raise of 6 percent. " + "It demanded the raise again and again. " * 50


def test_closing_the_stream_stops_the_model(settings: Settings) -> None:
    llm = model(replies=[LONG])
    with Assistant.from_documents(DOCUMENTS, settings, llm=llm) as bot:
        with closing(bot.stream(WHAT)) as stream:  # type: ignore[type-var]
            next(e for e in stream if isinstance(e, str))
        assert llm.closed == 1 and llm.drawn < 20


def test_leaving_an_async_stream_stops_the_model(settings: Settings) -> None:
    async def first(bot: Assistant) -> None:
        stream = bot.astream(WHAT)
        async for event in stream:
            if isinstance(event, str):
                break
        await stream.aclose()  # type: ignore[attr-defined]

    llm = model(replies=[LONG])
    with Assistant.from_documents(DOCUMENTS, settings, llm=llm) as bot:
        asyncio.run(first(bot))
    assert llm.closed == 1 and llm.drawn < 20


def test_cancelling_stops_the_model(settings: Settings) -> None:
    llm = model(replies=[LONG])

    async def cancel(bot: Assistant, waits: threading.Event, go: threading.Event) -> None:
        task = asyncio.create_task(bot.aask(WHAT))
        await asyncio.to_thread(waits.wait)
        task.cancel()
        await asyncio.sleep(0)
        go.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    with Assistant.from_documents(DOCUMENTS, settings, llm=llm) as bot:
        asyncio.run(cancel(bot, *llm.hold()))
    assert llm.closed == 1 and llm.drawn < 20


def test_the_index_is_given_up_at_the_end(settings: Settings, embedder: FakeEmbeddings) -> None:
    with Assistant(settings) as bot:
        with pytest.raises(StoreInUseError):
            index(settings)
        bot.close()
        PassageIndex.open(settings, embedder).close()


@pytest.mark.parametrize("stored", [True, False])
def test_closing_twice_is_closing_once(settings: Settings, stored: bool) -> None:
    with Assistant(settings) if stored else Assistant.from_documents(DOCUMENTS, settings) as bot:
        bot.close()


def test_the_index_is_given_up_when_the_start_fails(settings: Settings, embedder: FakeEmbeddings) -> None:
    with pytest.raises(UsageError) as held:
        Assistant(settings.model_copy(update={"llm": "nobody:nothing"}))
    PassageIndex.open(settings, embedder).close()
    assert held.value.args  # the error is still held, and what it refers to with it


def test_a_second_assistant_on_one_folder_works_in_memory(settings: Settings) -> None:
    with Assistant(settings), Assistant(settings, llm=model()) as second:
        assert second.changes.added == 2
        assert_demand(second.ask(WHAT))
    with Assistant(settings) as again:
        assert again.changes.unchanged == 2


def test_index_alone(settings: Settings) -> None:
    (settings.corpus_dir / "bad.txt").write_bytes(b"\xff")
    changes, problems = index(settings)
    assert changes == Changes(added=2, changed=0, removed=0, unchanged=0, embedded=3) and len(problems) == 1
    assert index(settings)[0].unchanged == 2
    assert index(settings, rebuild=True)[0].embedded == 3


def test_labelled_sentences(settings: Settings) -> None:
    found = list(labelled_sentences(settings))
    with Assistant(settings) as bot:
        assert tuple(found) == bot.sentences
    assert {s.speaker for s in found} >= {None}


def test_a_providers_model_goes_in_as_it_is(settings: Settings) -> None:
    llm = FakeChatModel(replies=["The union demanded a raise of 6 percent."])
    with Assistant.from_documents(DOCUMENTS, settings, llm=llm) as bot:
        assert_demand(bot.ask(WHAT))
    assert NOT_IN_SOURCES["en"] in llm.prompts[0]


def test_an_embedded_model_that_cannot_be_loaded_leaves_the_quotations(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = settings.model_copy(update={"llm": "embedded", "llm_path": tmp_path / "gone.gguf"})
    with Assistant(broken) as bot:
        assert bot.model_name.startswith("none, because")
        assert DEMAND in bot.ask(WHAT).text
    assert "gone.gguf" in caplog.text and "quotations alone" in caplog.text
