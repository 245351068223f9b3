"""Answer -> the blocks in which it is read: paragraphs, the assistant's own remarks, quotations by voice.

Knows the records alone; HTML and Markdown are made of the same blocks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from rag.records import Answer, AnswerSentence, Citation


@dataclass(frozen=True)
class Prose:
    """A paragraph of sentences by the model."""

    sentences: tuple[AnswerSentence, ...]


@dataclass(frozen=True)
class Remark:
    """A sentence of the assistant's own."""

    sentence: AnswerSentence


@dataclass(frozen=True)
class Quotation:
    """A sentence printed from a source, and the assistant's remarks on it."""

    sentence: AnswerSentence
    citation: Citation
    remarks: tuple[AnswerSentence, ...] = ()

    @property
    def words(self) -> str:
        """The source's own words, with the quotation mark that the answer gives them where they have one of two.

        The sentence of the answer where it does not hold them as they are.
        """
        before, quote, after = self.sentence.text.partition(self.citation.quote)
        opens, closes = before.endswith("“"), after.startswith("”")
        if not quote or opens == closes:
            return quote or self.sentence.text
        return f"“{quote}" if opens else f"{quote}”"

    @property
    def lead(self) -> str:
        """What the answer says before the words, but for a phrase that names the speaker, who is shown anyway."""
        before = self.sentence.text.partition(self.words)[0].rstrip(" “")
        speaker = re.escape(self.citation.speaker or "")
        named = rf"(?:^|(?<=[.:。：] ))(?:\w+ ){{0,2}}{speaker}(?: \w+)?:$"
        return re.sub(named, "", before, flags=re.IGNORECASE).rstrip() if speaker else before


@dataclass(frozen=True)
class Voice:
    """Quotations that have speaker and source in common."""

    quotations: tuple[Quotation, ...]


Single = Prose | Remark | Quotation
Block = Prose | Remark | Voice


def blocks(answer: Answer) -> list[Block]:
    """The sentences in order, but quotations that follow one another are gathered by voice."""
    found: list[Block] = []
    for _, run in groupby(_singles(answer), lambda one: isinstance(one, Quotation)):
        same = list(run)
        quotations = [one for one in same if isinstance(one, Quotation)]
        found += _voices(quotations) if quotations else [one for one in same if not isinstance(one, Quotation)]
    return found


def printed(found: Iterable[Block]) -> set[int]:
    """Numbers of the citations whose words stand in the answer as quotations."""
    return {q.citation.n for block in found if isinstance(block, Voice) for q in block.quotations}


def _singles(answer: Answer) -> list[Single]:
    """Each sentence by itself, but those of a paragraph together, and remarks on a quotation with it."""
    cited, found = {citation.n: citation for citation in answer.citations}, list[Single]()
    for sentence, begins in zip(_marked_once(answer), _line_starts(answer), strict=True):
        match found[-1:], _kind(sentence, cited):
            case [Prose(before)], Prose() if not begins:
                found[-1] = Prose((*before, sentence))
            case [Quotation() as before], Remark() if _is_on(sentence, before):
                found[-1] = replace(before, remarks=(*before.remarks, sentence))
            case _, Quotation(lead=lead) as one if lead:
                found += [_remark(lead), one]
            case _, one:
                found.append(one)
    return found


def _kind(sentence: AnswerSentence, cited: dict[int, Citation]) -> Single:
    """A source is printed once: it leaves `cited`, and a second quotation of it is a sentence like others."""
    if sentence.origin == "assistant":
        return Remark(sentence)
    if sentence.origin == "quotation" and len(sentence.citations) == 1 and sentence.citations[0] in cited:
        return Quotation(sentence, cited.pop(sentence.citations[0]))
    return Prose((sentence,))


def _remark(lead: str) -> Remark:
    return Remark(AnswerSentence(text=lead, citations=(), verdict="supported", origin="assistant"))


def _is_on(remark: AnswerSentence, quotation: Quotation) -> bool:
    return set(remark.citations) == {quotation.citation.n} and not _leads_in(remark)


def _leads_in(sentence: AnswerSentence) -> bool:
    return sentence.origin == "assistant" and sentence.text.endswith((":", "："))


def _marked_once(answer: Answer) -> Iterator[AnswerSentence]:
    """The sentences; words that lead in leave their marks to the sentences that carry them as well."""
    carried = {n for sentence in answer.sentences if not _leads_in(sentence) for n in sentence.citations}
    for sentence in answer.sentences:
        own = tuple(n for n in sentence.citations if n not in carried)
        yield sentence.model_copy(update={"citations": own}) if _leads_in(sentence) else sentence


def _line_starts(answer: Answer) -> Iterator[bool]:
    """For each sentence, whether it begins a line of the answer's own text."""
    end = 0
    for sentence in answer.sentences:
        start = answer.text.find(sentence.text, end)
        yield "\n" in answer.text[end : max(start, end)]
        end = start + len(sentence.text) if start >= 0 else end


def _voices(quotations: Iterable[Quotation]) -> list[Voice]:
    """In the order of each voice's first words."""
    found: dict[tuple[object, ...], list[Quotation]] = {}
    for quotation in quotations:
        by = quotation.citation
        found.setdefault((by.speaker, by.document), []).append(quotation)
    return [Voice(tuple(same)) for same in found.values()]
