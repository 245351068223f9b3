"""The way in: what this is, what it reads, what to ask, and what it cannot do. Also the line above it all."""

from markupsafe import Markup

from page.article import article, byline, legend
from page.loading import State
from page.markup import button, join
from page.shelf import Shelf
from page.words import Words
from rag.records import Document

SHIPPED = "article.md"
"""The example questions are about this document, and are shown only where it is."""


def masthead(words: Words) -> Markup:
    """Name and controls of the whole page."""
    return Markup(
        '<header class="masthead" lang="{language}"><h1>{title}</h1><div class="tools">'
        '<button type="button" class="quiet" id="open-sources" aria-expanded="false">{open}</button>'
        '<button type="button" class="quiet" data-export>{export}</button>'
        '<button type="button" class="quiet" data-event="clear" title="{clear_long}">{clear}</button></div></header>'
    ).format(
        language=words.language,
        title=words.title,
        open=words.open_source,
        export=words.export,
        clear=words.clear,
        clear_long=words.clear_long,
    )


def welcome(shelf: Shelf, words: Words) -> Markup:
    """What is shown while nothing has been asked."""
    return Markup(
        '<section class="welcome"><p class="tagline">{}</p><h2>{}</h2><ul class="sources">{}</ul>{}'
        "<h2>{}</h2><p>{}</p></section>"
    ).format(
        words.tagline,
        words.sources,
        join([*(_source(document, words) for document in shelf.documents), *map(_problem, shelf.problems)]),
        _examples(words) if any(document.id == SHIPPED for document in shelf.documents) else "",
        words.limits_title,
        words.limits,
    )


def library(shelf: Shelf, words: Words) -> Markup:
    """The source panel. The first document is there; the others are fetched when they are opened."""
    opened = article(shelf.documents[0], shelf.sentences(0), words)
    others = join(_closed(document, n, words) for n, document in enumerate(shelf.documents[1:], 1))
    return Markup(
        '<section class="panel" tabindex="0" aria-label="{label}">'
        '<div class="bar"><h2>{label}</h2><button type="button" class="back" aria-keyshortcuts="Escape" hidden>'
        '↩ {back} <kbd aria-hidden="true">Esc</kbd></button>'
        '<button type="button" class="quiet" id="close-sources">{close}</button></div>'
        "{legend}{opened}{others}</section>"
    ).format(
        label=words.source_panel,
        back=words.back,
        legend=legend(words),
        close=words.close_source,
        opened=opened,
        others=others,
    )


def status(state: State, words: Words) -> Markup:
    """One line: what is loading, who answers, or why nobody does."""
    if state.error:
        return Markup('<p class="status failed" role="alert">{}: <span lang="en">{}</span></p>').format(
            words.unusable, state.error
        )
    if state.model:
        known = words.no_model if state.model == "none" else words.model.format(model=state.model)
        return Markup('<p class="status ready" role="status"{}>{}{}</p>').format(
            Markup(" data-warming") if state.warming else "", known, f" · {words.warming}" if state.warming else ""
        )
    return Markup(
        '<p class="status" role="status"><progress max="1" value="{fraction}" aria-label="{loading}"></progress> '
        '{loading}{phrase}. <span class="hint">{hint}</span></p>'
    ).format(
        fraction=state.fraction,
        loading=words.loading,
        phrase=Markup(': <span lang="en">{}</span>').format(state.phrase) if state.phrase else "",
        hint=words.loading_hint,
    )


def _source(document: Document, words: Words) -> Markup:
    return Markup('<li><span lang="{}">{}</span> <span class="where">{}</span></li>').format(
        document.language, document.title, byline(document, words)
    )


def _problem(problem: str) -> Markup:
    return Markup('<li class="problem" lang="en">{}</li>').format(problem)


def _examples(words: Words) -> Markup:
    items = [
        Markup('<li><span class="ability">{}</span>{}</li>').format(
            example.ability, button("ask", example.question, lang=example.language, question=example.question)
        )
        for example in words.examples
    ]
    return Markup('<h2>{}</h2><ul class="examples">{}</ul>').format(words.try_one, join(items))


def _closed(document: Document, number: int, words: Words) -> Markup:
    return Markup(
        '<details class="shelved" data-document="{}" data-fetch="page/documents/{}"><summary>{} '
        '<span class="where">{}</span></summary></details>'
    ).format(document.id, number, document.title, byline(document, words))
