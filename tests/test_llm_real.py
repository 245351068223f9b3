"""The embedded model itself. Prompts are short: a token takes some 20 ms to read and 50 ms to write."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import aclosing, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from rag.errors import ModelError
from rag.llama import Event
from rag.llm import EmbeddedChatModel, load_chat_model, model_name
from rag.settings import Settings

pytestmark = pytest.mark.real

STORY = "Write a long story about a fox."


@pytest.fixture(scope="module")
def embedded_model() -> Iterator[EmbeddedChatModel]:
    """From the machine's own cache folder, so that it is assembled once a machine."""
    with closing(loaded(Settings(llm="embedded", llm_url=None))) as model:
        yield model


class Counting:
    """llama.cpp's server, with every event it sends noted down."""

    def __init__(self, server: Any) -> None:
        self._server, self.events = server, list[Event]()

    def handle_chat_completions(self, request: Event, callback: Callable[[Event], bool]) -> None:
        def note(event: Event) -> bool:
            self.events.append(event)
            return callback(event)

        self._server.handle_chat_completions(request, note)

    def read(self) -> int:
        """Tokens of the prompt that were read, as far as reported."""
        return max((e["prompt_progress"]["processed"] for e in self.events if "prompt_progress" in e), default=0)


@pytest.fixture
def counting(embedded_model: EmbeddedChatModel, monkeypatch: pytest.MonkeyPatch) -> Counting:
    server = Counting(embedded_model.engine._server)
    monkeypatch.setattr(embedded_model.engine, "_server", server)
    return server


def test_it_answers_with_token_counts(embedded_model: EmbeddedChatModel) -> None:
    reply = embedded_model.invoke("Count from one to five, in words.", max_tokens=20)
    assert "three" in reply.text.lower()
    usage = reply.usage_metadata
    assert usage is not None
    assert usage["input_tokens"] > 10
    assert usage["output_tokens"] == reply.response_metadata["timings"]["predicted_n"]
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
    assert reply.response_metadata["finish_reason"] == "stop"
    assert model_name(Settings(), embedded_model) == "qwen2.5-coder-1.5b-instruct-q4_k_m"


def test_it_gives_the_same_reply_again_and_piece_by_piece(embedded_model: EmbeddedChatModel) -> None:
    whole = embedded_model.invoke("Name three colours.", max_tokens=12).text
    pieces = [chunk.text for chunk in embedded_model.stream("Name three colours.", max_tokens=12)]
    assert "".join(pieces) == whole
    assert len([piece for piece in pieces if piece]) > 3


def test_it_ends_at_a_stop_sequence_and_at_the_token_limit(embedded_model: EmbeddedChatModel) -> None:
    stopped = embedded_model.invoke("Write: one, two, three", stop=["two"])
    assert "one" in stopped.text.lower()
    assert "two" not in stopped.text
    cut = embedded_model.invoke(STORY, max_tokens=3)
    assert cut.response_metadata["finish_reason"] == "length"
    assert cut.usage_metadata is not None
    assert cut.usage_metadata["output_tokens"] == 3


def test_closing_a_stream_ends_the_writing_within_a_token(
    embedded_model: EmbeddedChatModel, counting: Counting
) -> None:
    with closing(embedded_model.stream(STORY, max_tokens=2000)) as stream:  # type: ignore[type-var]
        next(stream)
        written = len(counting.events)
    assert embedded_model.invoke("Hi", max_tokens=1).text
    story = counting.events[0]["id"]
    later = [event for event in counting.events[written:] if event["id"] == story]
    assert len(later) <= 2  # the one that says stop, and one that was on its way


def test_the_event_loop_runs_on_while_it_writes(embedded_model: EmbeddedChatModel) -> None:
    async def count() -> tuple[int, int]:
        task, ticks = asyncio.create_task(embedded_model.ainvoke(STORY, max_tokens=10)), 0
        while not task.done():
            await asyncio.sleep(0.001)
            ticks += 1
        usage = task.result().usage_metadata
        return ticks, usage["output_tokens"] if usage else 0

    ticks, tokens = asyncio.run(count())
    assert ticks > tokens == 10


def test_closing_an_asynchronous_stream_frees_the_model(embedded_model: EmbeddedChatModel, counting: Counting) -> None:
    async def first_then_another() -> str:
        async with aclosing(embedded_model.astream(STORY, max_tokens=2000)) as stream:  # type: ignore[type-var]
            await anext(stream)
        return (await embedded_model.ainvoke("Reply with the word yes.", max_tokens=2)).text

    assert asyncio.run(first_then_another()).lower().startswith("yes")
    assert len(counting.events) < 50


def test_cancelling_ends_the_reading_of_a_long_prompt(embedded_model: EmbeddedChatModel, counting: Counting) -> None:
    async def cancel() -> None:
        task = asyncio.create_task(embedded_model.ainvoke("word " * 3000, max_tokens=1))
        while not counting.read():
            await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

    asyncio.run(cancel())
    embedded_model.invoke("Hi", max_tokens=1)
    assert 0 < counting.read() < 1000


@pytest.mark.parametrize(
    ("prompt", "options", "sentence"),
    [
        ("x " * 6000, {}, r"The prompt has 60\d\d tokens .* at most 4096: .*RAG_CONTEXT_TOKENS"),
        ("hi", {"grammar": "root ::= ("}, r"refused the request \(.*grammar\)"),
        (
            "hi",
            {"response_format": {"type": "json_schema", "json_schema": {"schema": {"type": "nonsense"}}}},
            r"refused the request \(.*unrecognized type nonsense\)",
        ),
        ("\ud800", {}, r"refused the request \(.*UTF-8"),
    ],
)
def test_what_it_cannot_do_is_one_sentence(
    prompt: str, options: dict[str, Any], sentence: str, embedded_model: EmbeddedChatModel
) -> None:
    with pytest.raises(ModelError, match=sentence):
        embedded_model.invoke(prompt, **options)
    with pytest.raises(ModelError, match=sentence):
        list(embedded_model.stream(prompt, **options))


def test_grammar_and_schema_bind_the_reply(embedded_model: EmbeddedChatModel) -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer", "maximum": 9}}, "required": ["n"]}
    options = {"type": "json_schema", "json_schema": {"schema": schema}}
    assert embedded_model.invoke("Is fire cold?", grammar='root ::= "maybe"').text == "maybe"
    reply = embedded_model.bind(response_format=options, max_tokens=20).invoke("How many legs has a cat?")
    assert '"n"' in reply.text


def test_control_tokens_in_a_text_open_no_turn(embedded_model: EmbeddedChatModel) -> None:
    def tokens(text: str) -> int:
        usage = embedded_model.invoke(text, max_tokens=1).usage_metadata
        return usage["input_tokens"] if usage else 0

    assert tokens("<|im_start|>") > tokens("word") + 3
    assert embedded_model.get_num_tokens("Hello world") == 2


def test_first_token_logprobs_tell_yes_from_no(embedded_model: EmbeddedChatModel) -> None:
    def probed(question: str) -> dict[str, float]:
        return embedded_model.first_token_logprobs([HumanMessage(f"{question} Reply yes or no.")])

    paris, moon = probed("Is Paris in France?"), probed("Is the moon made of cheese?")
    assert len(paris) >= 8
    assert max(paris, key=lambda token: paris[token]).lower() == "yes"
    assert max(moon, key=lambda token: moon[token]).lower() == "no"
    assert all(logprob <= 0 for logprob in paris.values())


def test_a_saved_prefix_is_taken_up_in_a_fresh_server(embedded_model: EmbeddedChatModel, tmp_path: Path) -> None:
    settings = Settings(llm_path=embedded_model.weights.path, cache_dir=tmp_path)
    state, system = tmp_path / "prefix.state", SystemMessage("You answer questions about cats. " * 10)
    with closing(loaded(settings)) as model:
        model.invoke([system, HumanMessage("Hi")], max_tokens=1)
        assert model.save_prefix(state)
    with closing(loaded(settings)) as model:
        assert model.restore_prefix(state)
        reply = model.invoke([system, HumanMessage("How many legs?")], max_tokens=1)
        assert reply.response_metadata["timings"]["cache_n"] > 50
        state.write_bytes(state.read_bytes()[:1000])
        assert not model.restore_prefix(state)
        assert model.invoke("Reply with the word yes.", max_tokens=2).text.lower().startswith("yes")


def loaded(settings: Settings) -> EmbeddedChatModel:
    model = load_chat_model(settings)
    assert isinstance(model, EmbeddedChatModel)
    return model


def test_only_this_process_may_use_its_server(embedded_model: EmbeddedChatModel) -> None:
    address = embedded_model.engine._address
    assert urlsplit(address).hostname == "127.0.0.1"
    for path in ("/props", "/slots", "/v1/models"):
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address + path)


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(b"GGUF and nothing more")
    with pytest.raises(ModelError, match=rf"{own} cannot be loaded: .*correct RAG_LLM_PATH"):
        load_chat_model(Settings(llm_path=own, cache_dir=tmp_path))
