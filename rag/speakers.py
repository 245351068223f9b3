"""Sentence -> who says it, and how: quote, paraphrase or report. Rules over English news; no model.

Quotation marks are followed over sentences and paragraphs; the sentence's own attribution is found by
`attribution`, and whom it means by `names` and `reference`. A quotation that names nobody gets the speaker
of the words around it. Nothing else is guessed: a sentence that merely goes on in somebody's sense is a report.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rag.records import Document, Mode, Sentence
from rag.voices.afterwards import voice_of_before
from rag.voices.attribution import Attribution, attribution, spoken_of
from rag.voices.names import Name, names_of
from rag.voices.quotations import Quotation, paragraphs, quotations
from rag.voices.reference import References

QUOTED_SHARE = 0.5
"""A sentence is a quotation when at least half of its letters outside the attribution stand in quotation marks."""

ENTIRE = 0.9
"""A sentence without an attribution is a quotation only when nearly all of it stands in quotation marks."""

FEW_WORDS = 5
"""Words in quotation marks inside a sentence that leave it a paraphrase, whatever their share."""


class _Reading(NamedTuple):
    """A sentence as it was read before it is known who is meant."""

    sentence: Sentence
    plain: Sentence
    quoted: list[bool]
    found: Attribution | None
    leans: bool
    """It tells who asked the question in quotation marks before it."""


def label(document: Document, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The same sentences with speaker and mode filled in. Speakers are given by their fullest name."""
    speech = quotations(document.text)
    readings = _read(document.text, sentences, speech)
    references = References(_names(readings), [r.plain for r in readings])
    labelled = [_labelled(reading, references) for reading in readings]
    told = _told_afterwards(document.text, labelled, references)
    return _lend(document.text, told, references, _voices(readings, told, speech))


def people(document: Document, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The full names of the persons named in the document, in order of first mention."""
    readings = _read(document.text, sentences, quotations(document.text))
    return tuple(name.name for name in _names(readings) if name.is_person)


def _read(text: str, sentences: Sequence[Sentence], speech: Sequence[Quotation]) -> list[_Reading]:
    marks = bytearray(len(text))
    for quotation in speech:
        marks[quotation.start : quotation.end] = b"\1" * (quotation.end - quotation.start)
    cries = {q.end for q in speech if text[q.start : q.end - 1].endswith(("?", "!", "…"))}
    readings: list[_Reading] = []
    end = -1
    for sentence in sentences:
        leans = end in cries and text[end : sentence.start] in (" ", "  ") and not marks[sentence.start]
        readings.append(_reading(sentence, [bool(m) for m in marks[sentence.start : sentence.end]], leans))
        end = sentence.end
    return readings


def _reading(sentence: Sentence, quoted: list[bool], leans: bool) -> _Reading:
    outside = "".join(" " if q else c for c, q in zip(sentence.text, quoted, strict=True))
    plain = sentence.model_copy(update={"text": outside})
    found = attribution(sentence.text, quoted, leans)
    return _Reading(sentence, plain, quoted, found, leans and found is not None)


def _names(readings: Sequence[_Reading]) -> list[Name]:
    return names_of([r.sentence for r in readings], [r.found.who for r in readings if r.found])


def _labelled(reading: _Reading, references: References) -> Sentence:
    found = reading.found
    subject = spoken_of(reading.sentence.text, reading.quoted)
    speaker = references.resolve(found.who, reading.plain, subject, found.start == 0) if found else None
    references.remember(reading.plain, speaker, subject)
    return reading.sentence.model_copy(update={"speaker": speaker, "mode": _mode(reading)})


def _mode(reading: _Reading) -> Mode:
    text, found = reading.sentence.text, reading.found
    letters = [at for at, char in enumerate(text) if char.isalnum()]
    spoken = sum(reading.quoted[at] for at in letters)
    if found is None or not spoken:
        return "quote" if spoken and spoken >= ENTIRE * len(letters) else "paraphrase" if found else "report"
    rest = sum(not reading.quoted[at] and not found.start <= at < found.end for at in letters)
    words = "".join(c if q else " " for c, q in zip(text, reading.quoted, strict=True)).split()
    is_quote = spoken >= QUOTED_SHARE * (spoken + rest) and (len(words) > FEW_WORDS or _is_entire(reading))
    return "quote" if is_quote else "paraphrase"


def _is_entire(reading: _Reading) -> bool:
    """Whether the first quotation is a sentence of its own, `“Never,”`, and no fragment, `“political decision”`."""
    first = reading.quoted.index(True)
    last = next((i for i in range(first, len(reading.quoted)) if not reading.quoted[i]), len(reading.quoted))
    words = reading.sentence.text[first:last]
    is_closed = words[-2:-1] in tuple(",.?!…—-") or reading.sentence.text[last : last + 1] == ","
    return is_closed and (first == 0 or words[1:2].isupper())


def _told_afterwards(text: str, labelled: Sequence[Sentence], references: References) -> list[Sentence]:
    """Give the reports of a paragraph to the one whose view they are told to be after them: `So says X.`"""
    result = list(labelled)
    starts = [start for start, _ in paragraphs(text)]
    for i, sentence in enumerate(labelled):
        who = voice_of_before(sentence.text) if sentence.speaker is None else None
        speaker = references.resolve(who, sentence) if who else None
        for at in range(i - 1, -1, -1) if speaker else ():
            before = labelled[at]
            if before.mode != "report" or bisect_right(starts, before.start) != bisect_right(starts, sentence.start):
                break
            result[at] = before.model_copy(update={"speaker": speaker, "mode": "paraphrase"})
    return result


def _lend(
    text: str, labelled: Sequence[Sentence], references: References, voices: Sequence[str | None]
) -> list[Sentence]:
    """Give a quotation that names nobody the speaker of the words around it."""
    result = list(labelled)
    starts = [start for start, _ in paragraphs(text)]
    paragraph = [bisect_right(starts, s.start) for s in labelled]
    for i, sentence in enumerate(labelled):
        if sentence.mode == "quote" and not sentence.speaker:
            before = result[i - 1].speaker if i else None
            continues = i > 0 and paragraph[i - 1] == paragraph[i]
            follows = paragraph[i + 1 : i + 2] == [paragraph[i]] and labelled[i + 1].mode == "quote"
            speaker = voices[i] or (before if continues else None) or (labelled[i + 1].speaker if follows else None)
            speaker = speaker or (references.person_of(i - 1) if continues else before)
            result[i] = sentence.model_copy(update={"speaker": speaker})
    return result


def _voices(
    readings: Sequence[_Reading], labelled: Sequence[Sentence], speech: Sequence[Quotation]
) -> list[str | None]:
    """For each sentence the speaker who is named anywhere in the quotation that it is part of."""
    ends = [q.end for q in speech]
    heard: list[list[int]] = []
    speakers: dict[int, str] = {}
    for reading, sentence in zip(readings, labelled, strict=True):
        first = bisect_right(ends, sentence.start)
        last = next((i for i in range(first, len(speech)) if speech[i].start >= sentence.end), len(speech))
        heard.append(heard[-1] if reading.leans else [q.voice for q in speech[first:last]])
        for voice in heard[-1] if sentence.speaker else ():
            speakers.setdefault(voice, sentence.speaker or "")
    return [next((speakers[v] for v in voices if v in speakers), None) for voices in heard]
