"""Components and events. What they show is decided in `handlers`, how they look in static/style.css."""

from typing import Any

import gradio as gr

from page.handlers import Handlers
from page.loading import Loader
from rag.errors import RagError

STORAGE_KEY = "ask-the-sources"
STORAGE_SECRET = "not a secret: it keeps a conversation readable after a restart of the server"

AT_ONCE = 8
"""Questions worked on at the same time; the model's own lock lines them up."""

BRIDGE = """
element.addEventListener('click', (click) => {
  const button = click.target.closest('[data-event]');
  if (!button) return;
  const {event, ...data} = button.dataset;
  const text = button.parentElement.querySelector('textarea');
  if (text) data.text = text.value;
  trigger(event, data);
});
/* The events that Python may listen to: 'ask' 'edit' 'keep' 'rate' 'clear' */
"""
"""A button with `data-event` sends that event, with its other data, to the server."""


def build(handlers: Handlers, loader: Loader, title: str) -> gr.Blocks:
    """The page."""
    blocks = gr.Blocks(title=title, analytics_enabled=False)
    with blocks:
        gr.events.api(_api(loader), api_name="ask", concurrency_limit=AT_ONCE)
        saved = gr.BrowserState([], storage_key=STORAGE_KEY, secret=STORAGE_SECRET)
        with gr.Row(elem_id="top"):
            masthead = _html("masthead")
            status = _html("status")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                conversation = _html("conversation")
                with gr.Row(elem_id="composer"):
                    box = gr.Textbox(label="Your question", lines=1, max_lines=6, elem_id="question", scale=1)
                    ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=0)
                    stop = gr.Button("Stop", visible=False, elem_id="stop", scale=0)
            with gr.Column(elem_id="library"):
                library = _html("sources")
        talk = [conversation, saved, box, ask, stop]
        page = [masthead, status, *talk, library]
        blocks.load(handlers.greet, saved, page, **_private()).then(
            handlers.watch, None, status, concurrency_limit=None, **_private()
        )
        answering: dict[str, Any] = {"concurrency_limit": AT_ONCE, "trigger_mode": "multiple"}
        gr.on([box.submit, ask.click], handlers.ask, [box, saved], talk, **answering, **_private())
        conversation.ask(handlers.ask_this, saved, talk, **answering, **_private())
        stop.click(handlers.stopped, saved, talk, **_private())
        conversation.edit(handlers.edit, saved, talk, **_private())
        conversation.keep(handlers.keep, saved, talk, **_private())
        conversation.rate(handlers.rate, saved, talk, **_private())
        masthead.clear(handlers.clear, None, talk, **_private())
    return blocks


def _html(name: str) -> gr.HTML:
    return gr.HTML(elem_id=name, js_on_load=BRIDGE, apply_default_css=False)


def _private() -> dict[str, Any]:
    """Neither in the public API nor with Gradio's own spinner over the text."""
    return {"api_visibility": "private", "show_progress": "hidden"}


def _api(loader: Loader) -> Any:
    def ask(question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Answer a question from the documents, with the exact sentences that the answer rests on.

        Args:
            question: The question, in any language.
            history: Earlier messages, oldest first: {"role": "user" or "assistant", "content": "..."}.

        Returns:
            The answer: text with [1] marks, sentences with verdicts, citations with verbatim quotes and
            offsets, passages retrieved. `answered` is false when the documents do not answer.
        """
        try:
            return loader.answers().ask(question, history or ()).model_dump(mode="json")
        except RagError as error:
            raise gr.Error(str(error)) from error

    return ask
