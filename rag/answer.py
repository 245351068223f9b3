"""The words of an answer: quotations with their speakers, refusals, notes. The fixed phrases live here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from babel.dates import format_date

from rag.clock import moments
from rag.languages import NOT_IN_SOURCES, Language, language
from rag.records import Sentence


def quotation(sentence: Sentence) -> str:
    """A source sentence as a sentence of the answer, after its speaker where it does not name them in full."""
    marked = _balanced(sentence.text) if re.search('[“”"]', sentence.text) else f"“{sentence.text}”"
    speaker, low = sentence.speaker or "", sentence.text.lower()
    if not speaker or speaker.lower() in low:
        return marked
    if any(part.lower() in low for part in speaker.split() if part[:1].isupper()):
        return f"{_capital(speaker)}: {marked}"  # the sentence says `Lee said` itself
    return f"{_capital(speaker)} said: {marked}" if sentence.mode == "quote" else f"According to {speaker}: {marked}"


def _balanced(text: str) -> str:
    """A sentence out of a longer quotation, with the mark that its neighbour has: `“We stay.` gets its end."""
    opened, closed = text.count("“"), text.count("”")
    if closed > opened:
        return f"“{text}"
    if text.count('"') % 2:
        return f'{text}"' if text.startswith('"') else f'"{text}'
    return f"{text}”" if opened > closed else text


def unattributed(sentence: Sentence) -> str:
    """The quotation for somebody who asked whose words these are, when they are the reporter's own."""
    return f"The article itself says so, naming nobody: {quotation(sentence)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def refusal(question: str, standalone: str, silent: str | None = None, until: date | None = None) -> str:
    """The fixed phrase, and what is missing: as an indirect question where that is plain, else as asked.

    `silent`: somebody whose words were asked for and whom no source quotes; `until`: the day that the sources end
    on, when the question is about the present.
    """
    if (spoken := language(question)) != "en":
        return f"{NOT_IN_SOURCES[spoken]}: “{question.strip()}”"
    missing = f"{NOT_IN_SOURCES['en']}{_missing(standalone.strip())}"
    reasons = [f"they quote nobody who speaks for {silent}"] if silent else []
    reasons += [f"they end on {day(until, 'en')}"] if until else []
    return f"{missing.removesuffix('.')}; {' and '.join(reasons)}." if reasons else missing


def _missing(asked: str) -> str:
    if match := _INVERTED.match(asked):
        what, verb, subject, rest = (part.strip() for part in match.groups(default=""))
        return f" {' '.join(filter(None, (_small(what), subject, verb, rest)))}."
    if _DIRECT.match(asked):
        return f" {_small(asked.rstrip('?'))}."
    return f": “{asked}”"


def reported(silent: str, asked_in: Language) -> str:
    """Stands before what others report of a party that no source quotes."""
    return REPORTED[asked_in].format(party=silent)


def dates(sentences: Sequence[Sentence], published: date, asked_in: Language) -> str | None:
    """What the relative dates of the quoted sentences mean on the day of publication; None without any."""
    locale = LOCALES[asked_in]
    found = dict.fromkeys(
        f"“{moment.phrase}” = {moment.meaning(locale)}" for s in sentences for moment in moments(s.text, published)
    )
    return READ_ON[asked_in].format(day=day(published, asked_in), dates="; ".join(found)) if found else None


def as_of(published: date, asked_in: Language) -> str:
    """Said when the question is about the present."""
    return AS_OF[asked_in].format(day=day(published, asked_in))


def day(when: date, asked_in: Language) -> str:
    """A date in words."""
    return format_date(when, "long", locale=LOCALES[asked_in])


LOCALES: dict[Language, str] = {"en": "en_GB", "ko": "ko", "ja": "ja"}
READ_ON: dict[Language, str] = {
    "en": "Read on {day}, the day of publication: {dates}.",
    "ko": "기사 날짜 {day} 기준: {dates}.",
    "ja": "記事の日付 {day} を基準にすると: {dates}。",
}
AS_OF: dict[Language, str] = {
    "en": "This is as of {day}; the sources know nothing later.",
    "ko": "{day} 기준이며, 출처에는 그 이후의 내용이 없습니다.",
    "ja": "{day} 時点の内容で、出典にはそれ以後のことは書かれていません。",
}
NOT_BORNE_OUT: dict[Language, str] = {
    "en": "The sources do not bear out what the question takes for granted. They say:",
    "ko": "질문이 전제하는 내용은 출처에서 확인되지 않습니다. 출처의 내용은 다음과 같습니다.",
    "ja": "質問の前提は出典では確認できません。出典には次のようにあります。",
}
"""Stands before the quotation that corrects a loaded question."""

REPORTED: dict[Language, str] = {
    "en": "The sources quote nobody who speaks for {party}; this is what others report:",
    "ko": "출처에는 {party} 측의 발언이 없습니다. 다른 이들이 전한 내용은 다음과 같습니다.",
    "ja": "出典には{party}側の発言がありません。他の者が伝える内容は次のとおりです。",
}


_INVERTED = re.compile(
    r"^((?:[Ww]here|[Ww]hen|[Ww]hy|[Hh]ow(?: \w+)?|[Ww]hat|[Ww]hich \w+|[Ww]ho)) "
    r"(is|are|was|were|has|have|will|would|can|could) "
    r"((?:the |an? )?(?:[A-Z][\w-]*\b ?)+)"
    r"((?:(?:born|from|in|at|to|on|by|able|\w+(?:ed|ing))\b ?(?:[a-z][\w’'-]*\b ?)*)?)\?$"
)
"""`Where was Ann Lee born?`: a question word, a verb, a name as its subject, the rest. Other orders stay as asked: in
`When were the Supreme Court rulings …?` the subject does not end with the name."""


_DIRECT = re.compile(
    r"^(?:[Hh]ow many|[Ww]hich|[Ww]hat (?:kind|share|part|number) of)(?: [a-z-]+){1,4}? "
    r"(?:is|are|was|were|has|have|had|will|would|can|could) "
    r"(?!(?:the|an?|this|that|he|she|it|they|there|his|her|its|their)\b)[a-z][^?.]*\?$"
)
"""`How many victims are still alive?`: the question word is in the subject, so the order stays."""


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def finished(pieces: Iterable[str]) -> Iterator[str]:
    """Tokens -> whole sentences, each as soon as the next one begins; an empty string while one is being written."""
    text = ""
    for piece in pieces:
        *done, text = sentences(text + piece) or [""]
        yield from done or [""]
    if text.strip():
        yield text.strip()


def sentences(text: str) -> list[str]:
    """An answer's sentences; the last one may be unfinished and keeps the space at its end."""
    import sentencex

    parts = [part for part in sentencex.segment("en", re.sub(r"\s+", " ", text).lstrip()) if part.strip()]
    return [part.strip() for part in parts[:-1]] + parts[-1:]
