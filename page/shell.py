"""The page before Gradio's script has built it: to read, and to write a question into.

It has the same names and the same places as the page that follows, so that nothing moves. The script
hands over what has been written: see static/handover.js.
"""

from markupsafe import Markup

from page import welcome
from page.loading import State
from page.shelf import Shelf
from page.words import Words


def shell(shelf: Shelf, state: State, words: Words) -> Markup:
    """The whole page, without any server behind it."""
    return Markup(
        '<main id="shell"><div id="top" class="row"><div id="masthead">{masthead}</div>'
        '<div id="status">{status}</div></div><div id="desk" class="row"><div id="talk" class="column">'
        '<div id="conversation">{welcome}<p class="stage" hidden>{waiting}…</p></div>'
        '<div id="composer" class="row"><div class="form"><div id="question"><label><span>{question}</span>'
        '<textarea rows="1" placeholder="{placeholder}"></textarea></label></div></div>'
        '<button type="button" id="ask">{ask}</button></div></div>'
        '<div id="library" class="column"><div id="sources" class="block"><div class="html-container"><div>{library}'
        "</div></div></div></div></div></main>"
    ).format(
        masthead=welcome.masthead(words),
        status=welcome.status(state, words),
        welcome=welcome.welcome(shelf, words),
        waiting=words.waiting,
        question=words.question,
        placeholder=words.placeholder,
        ask=words.ask,
        library=welcome.library(shelf, words),
    )


def early_page(shelf: Shelf, state: State, words: Words) -> Markup:
    """A page of its own for as long as Gradio is not there at all."""
    return Markup(
        '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        "<body data-early>{shell}</body></html>"
    ).format(language=words.language, title=words.title, shell=shell(shelf, state, words))
