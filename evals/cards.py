"""The worst answers as cards: question, what was wanted, what was said, quoted and retrieved. Judges none."""

from collections.abc import Sequence

from evals.dataset import Question
from evals.markup import Element, join, tag
from evals.results import Found, Quotation
from evals.worst import Worst


def cards(chosen: Sequence[Worst]) -> list[Element]:
    """One card for each; a line that says so when there is none."""
    note = "Questions of the test split are not shown: who reads them tunes on them."
    if not chosen:
        return [tag("p", f"No faulty answer to show. {note}", class_="note")]
    return [tag("p", note, class_="note"), *(_card(one) for one in chosen)]


def _card(one: Worst) -> Element:
    question, result = one.question, one.result
    rows = [
        *(("before", f"{turn.role}: {turn.content}") for turn in question.history),
        ("answer", result.answer or "–"),
        *((f"[{n}] quoted", _quotation(c)) for n, c in enumerate(result.citations, 1)),
        *([("error", result.error)] if result.error else []),
        *_wanted(question),
        *([("forbidden", " · ".join(question.forbidden))] if question.forbidden else []),
        *(("evidence", evidence) for evidence in question.evidence),
    ]
    return tag(
        "article",
        tag("h3", question.question),
        tag(
            "p",
            one.fault,
            tag("span", f" · {question.category} · {question.id}", class_="muted"),
            class_="fault",
        ),
        tag("dl", *(join(tag("dt", name), tag("dd", content)) for name, content in rows)),
        _retrieved(result.retrieved),
    )


def _wanted(question: Question) -> list[tuple[str, str]]:
    if not question.answerable:
        return [("wanted", "to be declined: the documents do not answer it")]
    facts = " + ".join("“" + "” / “".join(wordings) + "”" for wordings in question.facts)
    return [(name, text) for name, text in (("wanted", question.reference), ("facts", facts)) if text]


def _quotation(citation: Quotation) -> Element:
    source = f"{citation.speaker or 'no speaker named'} · {citation.mode} · {citation.document}"
    return join(tag("blockquote", citation.quote), tag("span", source, class_="note"))


def _retrieved(found: Sequence[Found]) -> Element:
    if not found:
        return tag("p", "Nothing was retrieved.", class_="note")
    passages = [
        tag("li", f"{passage.text or passage.passage} ", tag("span", f"({passage.score:.3f})", class_="muted"))
        for passage in found
    ]
    return tag("details", tag("summary", f"Retrieved passages: {len(found)}"), tag("ol", *passages))
