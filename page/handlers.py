"""What happens on each event of the page: browser's conversation in, HTML out. Knows Gradio's updates."""

import logging
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import gradio as gr
from anyio import sleep

from page import feedback, turns, view, welcome
from page.loading import Loader
from page.running import Running, Wanted
from page.shelf import Shelf
from page.turns import Turn, Turns
from page.words import Words, pick
from rag.errors import RagError

TICK_SECONDS = 0.25
"""How often loading is looked at while a page waits for it."""

logger = logging.getLogger(__name__)
KEEP: Any = gr.skip()


class Talk(NamedTuple):
    """New values for the components of the conversation, in the order of the layout."""

    conversation: Any = KEEP
    saved: Any = KEEP
    box: Any = KEEP
    ask: Any = KEEP
    stop: Any = KEEP


class Page(NamedTuple):
    """New values for the whole page."""

    masthead: Any
    status: Any
    conversation: Any
    saved: Any
    box: Any
    ask: Any
    stop: Any
    library: Any


class Handlers:
    """The page's events over one shelf of documents and one assistant."""

    def __init__(self, shelf: Shelf, loader: Loader, ratings: Path | None) -> None:
        self._shelf, self._loader, self._ratings, self._running = shelf, loader, ratings, Running()

    def greet(self, saved: object, request: gr.Request) -> Page:
        """The page in the reader's language, with the conversation that the browser kept."""
        words, kept = _words(request), turns.restore(saved)
        return Page(
            masthead=welcome.masthead(words),
            status=welcome.status(self._loader.state, words),
            conversation=self._conversation(kept, words),
            saved=turns.save(kept),
            box=gr.update(label=words.question, placeholder=words.placeholder),
            ask=gr.update(value=words.ask, visible=True),
            stop=gr.update(value=words.stop, visible=False),
            library=welcome.library(self._shelf, words),
        )

    async def watch(self, request: gr.Request) -> AsyncIterator[Any]:
        """The state of loading until it is settled."""
        self._loader.start()
        words, shown = _words(request), None
        while True:
            state = self._loader.state
            if state != shown:
                yield welcome.status(state, words)
            if state.settled:
                return
            shown = state
            await sleep(TICK_SECONDS)

    def ask(self, question: str, saved: object, request: gr.Request) -> Iterator[Talk]:
        """Answer what is in the box."""
        yield from self._answer(question, turns.restore(saved), request, again=False)

    def ask_this(self, saved: object, request: gr.Request, event: gr.EventData) -> Iterator[Talk]:
        """Answer an example question, or the last question again."""
        data = _data(event)
        kept = turns.restore(saved)
        yield from self._answer(data.get("question", ""), kept, request, again="again" in data)

    def stopped(self, saved: object, request: gr.Request) -> Talk:
        """Stop the answer that is being made; what has come stays."""
        self._running.ask_to("stop", _session(request))
        return self._settled(turns.restore(saved), _words(request))

    def edit(self, saved: object, request: gr.Request) -> Talk:
        """Put the last question back into the box; it is replaced when the next one is asked."""
        kept = turns.restore(saved)
        talk = self._settled((*kept[:-1], *(turn.edit(True) for turn in kept[-1:])), _words(request))
        return talk._replace(box=kept[-1].question if kept else KEEP)

    def keep(self, saved: object, request: gr.Request) -> Talk:
        """Leave the last question as it is after all."""
        kept = turns.restore(saved)
        return self._settled(tuple(turn.edit(False) for turn in kept), _words(request))._replace(box="")

    def rate(self, saved: object, request: gr.Request, event: gr.EventData) -> Talk:
        """Note a rating, or a remark on one."""
        kept, data = turns.restore(saved), _data(event)
        number, vote = int(data.get("turn", "0")) - 1, data.get("vote")
        if vote not in ("up", "down") or not 0 <= number < len(kept) or self._ratings is None:
            return Talk()
        rated = kept[number].rate(cast(Literal["up", "down"], vote), remarked="remark" in data)
        feedback.record(self._ratings, rated, kept[:number], data.get("text", ""))
        return self._settled(turns.replace(kept, number, rated), _words(request))

    def clear(self, request: gr.Request) -> Talk:
        """Delete the conversation."""
        self._running.ask_to("forget", _session(request))
        return self._settled((), _words(request))._replace(box="")

    def _answer(self, question: str, kept: Turns, request: gr.Request, *, again: bool) -> Iterator[Talk]:
        """The conversation as it grows. Closing this iterator closes the assistant's."""
        words, session = _words(request), _session(request)
        if not question.strip():
            yield Talk()  # a generator that yields nothing would empty every component
            return
        *earlier, turn = turns.begin(kept, question, again=again)
        wanted = self._running.begin(session)
        try:
            yield self._begun((*earlier, turn), words)
            with closing(self._events(turn, earlier, words)) as growing:
                for grown in growing:
                    if wanted.wish != "go on":
                        break
                    # Every event is a chance to notice that the reader has gone, also one that shows nothing.
                    yield Talk() if grown == turn else self._shown((*earlier, grown), words)
                    turn = grown
            yield self._ended((*earlier, turn.settle()), wanted, words)
        finally:
            self._running.end(session, wanted)

    def _events(self, turn: Turn, earlier: Sequence[Turn], words: Words) -> Generator[Turn]:
        try:
            while not self._loader.ready(TICK_SECONDS):
                yield turn  # a reader who stops waiting is noticed at a yield
            stream = self._loader.answers().stream(turn.question, turns.history(earlier))
            with closing(stream) as events:  # type: ignore[type-var]
                for event in events:
                    turn = turn.after(event)
                    yield turn
        except RagError as error:
            yield turn.fail(str(error))
        except Exception:
            logger.exception("an answer failed")
            yield turn.fail(words.unexpected)

    def _shown(self, shown: Turns, words: Words) -> Talk:
        return Talk(conversation=self._conversation(shown, words), saved=turns.save(shown))

    def _begun(self, shown: Turns, words: Words) -> Talk:
        buttons = {"ask": gr.update(visible=False), "stop": gr.update(visible=True)}
        return self._shown(shown, words)._replace(box="", **buttons)

    def _ended(self, shown: Turns, wanted: Wanted, words: Words) -> Talk:
        if wanted.wish == "forget":
            return Talk()
        failed = shown[-1].state == "failed"
        return self._settled(shown, words)._replace(box=shown[-1].question if failed else KEEP)

    def _settled(self, shown: Turns, words: Words) -> Talk:
        buttons = {"ask": gr.update(visible=True), "stop": gr.update(visible=False)}
        return self._shown(shown, words)._replace(**buttons)

    def _conversation(self, shown: Turns, words: Words) -> Any:
        talk = view.conversation(shown, self._shelf.documents, words, rateable=self._ratings is not None)
        return talk or welcome.welcome(self._shelf, words)


def _words(request: gr.Request) -> Words:
    return pick(str(request.headers.get("accept-language", "")))


def _session(request: gr.Request) -> str:
    return str(request.session_hash)


def _data(event: gr.EventData) -> dict[str, str]:
    """What the script sent along: strings by name."""
    data = event._data if isinstance(event._data, dict) else {}
    return {str(name): str(value) for name, value in data.items()}
