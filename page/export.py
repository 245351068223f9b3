"""Turn -> Markdown that stands alone: the answer, its quotations with speakers, and where they come from.

Text from outside is escaped, so that nothing in it becomes a link, an image or a heading. Quotations are
Markdown's quotations, the assistant's own remarks stand in italics.
"""

import re
from collections.abc import Iterable

from page.blocks import Block, Prose, Quotation, Remark, Voice, blocks, printed
from page.turns import Turn
from page.words import Words
from rag.records import Answer, AnswerSentence, Citation

_SPECIAL = re.compile(r"([\\`*_\[\]<])")
_LINE_START = re.compile(r"^([-+=#>]|\d+(?=[.)]))")


def markdown(turn: Turn, words: Words) -> str:
    """One question and its answer with numbered quotations."""
    lines = [f"## {_plain(turn.question)}", ""]
    lines += _answer(turn.answer, words) if turn.answer else [_plain(turn.text)]
    return "\n".join(lines).strip() + "\n"


def _answer(answer: Answer, words: Words) -> list[str]:
    found = blocks(answer)
    here = printed(found)
    lines = [line for block in found for line in (*_block(block, words), "")] or [_plain(answer.text), ""]
    lines += _entries([citation for citation in answer.citations if citation.n not in here], words)
    if answer.nearest:
        lines += [f"{words.nearest}:", "", *_entries(answer.nearest, words)]
    return [*lines, f"*{_source(answer, words)}*"]


def _block(block: Block, words: Words) -> list[str]:
    if isinstance(block, Prose):
        return [" ".join(_marked(sentence, words) for sentence in block.sentences)]
    if isinstance(block, Remark):
        return [_remark(block.sentence)]
    return _voice(block, words)


def _voice(block: Voice, words: Words) -> list[str]:
    """Each quotation with its origin, and below it what the assistant remarks on it."""
    return [line for one in block.quotations for line in ("", *_quotation(one, words))][1:]


def _quotation(one: Quotation, words: Words) -> list[str]:
    said = f"> {_plain(one.words)}{_marks(one.sentence)}{_findings(one.sentence, words)}"
    remarks = [line for remark in one.remarks for line in ("", _remark(remark))]
    return [said, ">", f"> — {_origin(one.citation, words)}", *remarks]


def _remark(sentence: AnswerSentence) -> str:
    return f"*{_plain(sentence.text)}*{_marks(sentence)}"


def _marked(sentence: AnswerSentence, words: Words) -> str:
    return f"{_plain(sentence.text)}{_marks(sentence)}{_findings(sentence, words)}"


def _marks(sentence: AnswerSentence) -> str:
    return "".join(f" [{n}]" for n in sentence.citations)


def _findings(sentence: AnswerSentence, words: Words) -> str:
    return "".join(f" *({finding})*" for finding in words.findings(sentence))


def _entries(citations: Iterable[Citation], words: Words) -> list[str]:
    entries = [f"- [{one.n}] {_plain(one.quote)} ({_origin(one, words)})" for one in citations]
    return [*entries, ""] if entries else []


def _origin(citation: Citation, words: Words) -> str:
    who = f"{_plain(citation.speaker)}, " if citation.speaker else ""
    return f"{who}{words.mode(citation.mode)}; {words.day(citation.published)}; {_plain(citation.document)}"


def _source(answer: Answer, words: Words) -> str:
    model = _plain(words.who(answer.model))
    return f"{words.as_of.format(date=words.day(answer.as_of))} · {model}" if answer.as_of else model


def _plain(text: str) -> str:
    """The text as Markdown that shows it unchanged."""
    one_line = " ".join(text.split())
    return _LINE_START.sub(r"\\\1", _SPECIAL.sub(r"\\\1", one_line))
