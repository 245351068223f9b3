"""A chat model for LangChain: the embedded one, or any provider's.

It knows how LangChain asks and what llama.cpp's server answers; nothing of documents, prompts or answers.
"""

import hashlib
import json
import os
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing, closing
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import agenerate_from_stream, generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage, convert_to_openai_messages
from langchain_core.messages.ai import InputTokenDetails, UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import Field

from rag.adapter import Adapter, adapter_for
from rag.errors import UsageError
from rag.llama import Engine, Event, load_engine
from rag.settings import Settings
from rag.weights import ModelFile, Progress, language_model

MAX_TOKENS = 512
"""A reply's end when the caller sets none: twenty seconds of writing; the answers here are shorter."""

FIRST_TOKENS = 20
"""Likeliest first tokens of a reply that are told: the words asked for are among them."""

FORMS = "embedded, none or provider:model, such as ollama:qwen3:4b"

KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
"""The installed providers that need a key. Without this, Anthropic's would fail at the first question."""


class EmbeddedChatModel(BaseChatModel):
    """The embedded model as a LangChain chat model. Threads may share it; requests take turns, in order.

    Options of invoke and stream, or of bind: `max_tokens`, `temperature`, `response_format` (a JSON schema),
    `grammar` (GBNF), and whatever else llama.cpp's server takes.
    """

    engine: Engine = Field(exclude=True, repr=False)
    weights: ModelFile
    adapter: Adapter | None = None
    context_tokens: int
    state_dir: Path
    max_tokens: int = MAX_TOKENS
    temperature: float = 0.0

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del run_manager  # LangChain tells the listeners itself
        with closing(self.engine.events(self._request(messages, stop, kwargs))) as events:
            yield from filter(None, map(self._chunk, events))

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        del run_manager
        async with aclosing(self.engine.aevents(self._request(messages, stop, kwargs))) as events:
            async for event in events:
                if chunk := self._chunk(event):
                    yield chunk

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return await agenerate_from_stream(self._astream(messages, stop, run_manager, **kwargs))

    def first_token_logprobs(self, messages: Sequence[BaseMessage]) -> dict[str, float]:
        """Token -> natural logarithm of its probability, for the likeliest first tokens of the reply."""
        options = {"max_tokens": 1, "logprobs": True, "top_logprobs": FIRST_TOKENS}
        with closing(self.engine.events(self._request(messages, None, options))) as events:
            found = [t for event in events for t in _alternatives(event)]
        return {t["token"]: t["logprob"] for t in reversed(found)}  # the likelier of two that read the same

    def get_token_ids(self, text: str) -> list[int]:
        """The model's own tokens; LangChain's default would fetch another model's tokenizer."""
        ids: list[int] = self.engine.post("/tokenize", {"content": _plain(text)})["tokens"]
        return ids

    def save_prefix(self, path: Path) -> bool:
        """Write the state of the prompt read last to a file in `state_dir`; False if that is not possible."""
        partial = self._beside(path, f"{path.name}.{os.getpid()}.part")
        try:
            if not self.engine.slot("save", partial.name):
                return False
            self._beside(path, f"{path.name}.json").write_bytes(self._seal(partial))
            partial.replace(path)
        except OSError:  # no room on the disk: the prompt is read again next time
            return False
        finally:
            partial.unlink(missing_ok=True)
        return True

    def restore_prefix(self, path: Path) -> bool:
        """Take up a saved state; False if there is none, or it is damaged or another model's.

        llama.cpp ends the whole process over a torn file: nothing unsealed may reach it.
        """
        seal = self._beside(path, f"{path.name}.json")
        try:
            whole = seal.read_bytes() == self._seal(path)
        except OSError:  # not saved yet
            return False
        return whole and self.engine.slot("restore", path.name)

    def _beside(self, path: Path, name: str) -> Path:
        if path.parent != self.state_dir:
            raise UsageError(f"{path} cannot hold the prompt's state: name a file in {self.state_dir}.")
        return path.with_name(name)

    def _seal(self, path: Path) -> bytes:
        """What a state file holds and what made it: it fits no other model, version or context window."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        learned = self.adapter.sha256 if self.adapter else ""
        made_by = [self.weights.sha256, learned, version("xllamacpp"), self.context_tokens]
        return json.dumps({"sha256": digest, "made_by": made_by}).encode()

    def close(self) -> None:
        """End all requests and free the model's memory."""
        self.engine.close()

    def _request(self, messages: Sequence[BaseMessage], stop: list[str] | None, options: Event) -> Event:
        plain = convert_to_openai_messages(list(messages), text_format="string")
        return {
            "max_tokens": self.max_tokens,
            "temperature": self.temperature,
            "stop": stop or [],
            **options,
            "messages": [{**message, "content": _plain(message["content"])} for message in plain],
        }

    def _chunk(self, event: Event) -> ChatGenerationChunk | None:
        """An event as a piece of the reply, if it is one; the last one brings token counts and timings."""
        if "usage" in event:
            return ChatGenerationChunk(message=self._last(event))
        choice = event["choices"][0] if event.get("choices") else {}
        text, reason = choice.get("delta", {}).get("content"), choice.get("finish_reason")
        if not text and not reason:
            return None
        metadata = {"finish_reason": reason} if reason else {}
        return ChatGenerationChunk(message=AIMessageChunk(content=text or "", response_metadata=metadata))

    def _last(self, event: Event) -> AIMessageChunk:
        usage, timings = event["usage"], event.get("timings", {})
        return AIMessageChunk(
            content="",
            chunk_position="last",
            response_metadata={"model_name": self.weights.name, "timings": timings},
            usage_metadata=UsageMetadata(
                input_tokens=usage["prompt_tokens"],
                output_tokens=usage["completion_tokens"],
                total_tokens=usage["total_tokens"],
                input_token_details=InputTokenDetails(cache_read=timings.get("cache_n", 0)),
            ),
        )


def _alternatives(event: Event) -> list[Event]:
    choice = event["choices"][0] if event.get("choices") else {}
    tokens = (choice.get("logprobs") or {}).get("content") or []
    return tokens[0]["top_logprobs"] if tokens else []


def _plain(text: str) -> str:
    """Text without the model's control tokens: in a document, <|im_start|> would open a turn of its own."""
    return text.replace("<|", "< |")


def load_chat_model(
    settings: Settings, progress: Progress | None = None, *, learned: bool = True
) -> BaseChatModel | None:
    """The language model of the settings, ready to answer; None for "none". The embedded one has learned to read (see
    rag/adapter.py), or is as it was published: another in memory, because llama.cpp keeps the states of both together.

    Raises WeightsError, ModelError, or UsageError when the settings cannot be used.
    """
    if settings.llm == "none":
        return None
    if settings.llm != "embedded":
        return _provider(settings)
    if settings.llm_url:
        raise UsageError(
            "RAG_LLM_URL is set but RAG_LLM is embedded: set RAG_LLM=openai:NAME, with that server's model."
        )
    weights = language_model(settings, progress)
    if progress:
        progress("loading the language model", 1.0)
    key = (weights.path, settings.threads, settings.context_tokens, settings.cache_dir, learned)
    with _LOADING:
        loaded = _LOADED.get(key)
        if loaded is None or loaded.engine.is_closed:
            adapter = adapter_for(weights.sha256) if learned else None
            loaded = EmbeddedChatModel(
                engine=load_engine(weights, adapter, settings),
                weights=weights,
                adapter=adapter,
                context_tokens=settings.context_tokens,
                state_dir=settings.cache_dir,
            )
            _LOADED[key] = loaded
    return loaded


_LOADED: WeakValueDictionary[tuple[object, ...], EmbeddedChatModel] = WeakValueDictionary()
_LOADING = Lock()
"""One embedded model serves all assistants of a process: it takes 2 GB. The last one to go frees it."""


def model_name(settings: Settings, model: BaseChatModel | None) -> str:
    """Who answers, for `Answer.model`."""
    if model is None:
        return "none"
    return model.weights.name if isinstance(model, EmbeddedChatModel) else settings.llm


def _provider(settings: Settings) -> BaseChatModel:
    """A provider's model through LangChain; nothing is sent until the first question."""
    from langchain.chat_models import init_chat_model

    provider, _, name = settings.llm.partition(":")
    if not provider or not name:
        raise UsageError(f"RAG_LLM={settings.llm} names no model: write {FORMS}.")
    options: dict[str, Any] = {"base_url": settings.llm_url} if settings.llm_url else {}
    if provider in KEYS and not os.environ.get(KEYS[provider]):
        if not settings.llm_url:
            raise UsageError(f"RAG_LLM={settings.llm} needs a key: set {KEYS[provider]}.")
        options["api_key"] = "none"  # a server of one's own asks for none, the client insists on one
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, temperature=0, **options)
    except ImportError as error:
        install = re.search(r"pip install [\w-]+", str(error))
        need = f"run `{install.group()}`" if install else str(error)
        raise UsageError(f"RAG_LLM={settings.llm} needs a package that is not installed: {need}.") from error
    except Exception as error:  # each provider has errors of its own
        raise UsageError(
            f"RAG_LLM={settings.llm} cannot be used ({str(error).strip().splitlines()[0].rstrip('.')}): "
            f"write {FORMS}, and set the provider's key."
        ) from error
    return model
