"""A chat model's reply as text, piece by piece or whole. Whatever a provider raises becomes a ModelError."""

from collections.abc import Generator, Iterable
from contextlib import closing

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.runnables import RunnableConfig

from rag.errors import ModelError

MAX_TOKENS = 96
"""A sentence has 20 to 40 tokens; a reply that runs on is not short and not one sentence."""


def pieces(model: BaseChatModel, messages: list[BaseMessage], config: RunnableConfig | None) -> Generator[str]:
    """The reply as it comes. Closing it stops the model. Raises ModelError, whatever the provider raises."""
    try:
        stream: Iterable[BaseMessage] = model.stream(messages, config, max_tokens=MAX_TOKENS)
        with closing(stream) as chunks:  # type: ignore[type-var]
            for chunk in chunks:
                yield str(chunk.text)
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(f"The language model failed ({error}): check RAG_LLM and its key, or ask again.") from error


def line(model: BaseChatModel, messages: list[BaseMessage], config: RunnableConfig | None) -> str:
    """The first line of a reply that should have one; empty when there is none."""
    return next(iter(lines(model, messages, config)), "")


def lines(model: BaseChatModel, messages: list[BaseMessage], config: RunnableConfig | None) -> list[str]:
    """The lines of a reply, without the empty ones."""
    with closing(pieces(model, messages, config)) as parts:
        reply = "".join(parts)
    return [text.strip() for text in reply.splitlines() if text.strip()]
