"""Reads ahead, before anybody asks, what every question makes the model read: so that the first answers come
as soon as later ones. Knows prompts and the model's saved states; knows no question."""

import hashlib
import threading
from collections.abc import Iterable

from langchain_core.language_models import BaseChatModel

from rag import probing, prompts
from rag.reading import spoken
from rag.records import Sentence

MOST = 400
"""Sentences read ahead. Their states take 2 MiB each of the 2 GiB that the model keeps, the rest is for questions."""


def warm(model: BaseChatModel | None, sentences: Iterable[Sentence], stop: threading.Event) -> None:
    """Read the rewriting examples, the sentences, then the other examples; return early once `stop` is set.

    The examples, 330 tokens, are restored from disk where an earlier process saved them. A model without
    states of its own (a provider's, none) needs nothing.
    """
    from rag.llm import EmbeddedChatModel

    if not isinstance(model, EmbeddedChatModel):
        return
    examples = prompts.conversation([], "")
    text = "".join(str(message.content) for message in examples)
    saved = model.state_dir / f"rewriting-{hashlib.sha256(text.encode()).hexdigest()[:16]}.state"
    restored = model.restore_prefix(saved)
    model.first_token_logprobs(examples)
    if not restored:
        model.save_prefix(saved)
    for sentence in list(sentences)[:MOST]:
        if stop.is_set():
            return
        probing.answers(model, spoken(sentence), "")
    for rarer in (prompts.assumption(""), prompts.translation("")):
        if not stop.is_set():
            model.first_token_logprobs(rarer)
