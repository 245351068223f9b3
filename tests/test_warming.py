"""Reading ahead: what was read is taken up again, and a model without states of its own is left alone."""

import threading
from collections.abc import Iterator

import pytest
from fakes import FakeChatModel, article

from rag import prompts
from rag.llm import EmbeddedChatModel, load_chat_model
from rag.passages import sentences
from rag.settings import Settings
from rag.warming import warm


@pytest.fixture(scope="module")
def model() -> Iterator[EmbeddedChatModel]:
    loaded = load_chat_model(Settings(llm="embedded", llm_url=None))
    assert isinstance(loaded, EmbeddedChatModel)
    yield loaded
    loaded.close()


def test_another_model_is_asked_nothing() -> None:
    fake = FakeChatModel()
    warm(fake, sentences(article()), threading.Event())
    warm(None, sentences(article()), threading.Event())
    assert fake.prompts == []


@pytest.mark.real
def test_examples_are_kept_on_disk_and_a_stop_is_heard(model: EmbeddedChatModel) -> None:
    stop = threading.Event()
    stop.set()
    warm(model, sentences(article()), stop)
    assert list(model.state_dir.glob("rewriting-*.state"))
    reply = model.invoke(prompts.conversation([("user", "Who leads?"), ("assistant", "Ann Lee leads.")], "since when?"))
    assert reply.usage_metadata is not None
    assert reply.usage_metadata["input_token_details"]["cache_read"] > 200
