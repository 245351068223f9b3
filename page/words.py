"""The words of the interface, one TOML file a language. Knows nothing of what is said in an answer."""

import datetime
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.records import AnswerSentence, Mode, Stage

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = ("en", "ko", "ja")
"""The first one is used for readers of any other language."""


@dataclass(frozen=True)
class Example:
    """A question to begin with, and the ability that it shows. `language`: where it is not the interface's."""

    ability: str
    question: str
    language: str = ""


@dataclass(frozen=True)
class Words:
    """Everything that the page itself says. Names in braces are filled in by the methods or by `str.format`."""

    language: str
    date: str
    undated: str
    title: str
    tagline: str
    sources: str
    publisher_unknown: str
    try_one: str
    limits_title: str
    limits: str
    question: str
    placeholder: str
    ask: str
    stop: str
    loading: str
    loading_hint: str
    unusable: str
    model: str
    no_model: str
    failed_model: str
    warming: str
    rewriting: str
    searching: str
    reading: str
    writing: str
    checking: str
    waiting: str
    finished: str
    searched_for: str
    as_of: str
    seconds: str
    not_answered: str
    nearest: str
    quoted_sentences: str
    unused: str
    unsupported: str
    replaced: str
    withdrawn: str
    stopped: str
    failed: str
    unexpected: str
    quote: str
    paraphrase: str
    report: str
    quote_long: str
    paraphrase_long: str
    report_long: str
    source_mark: str
    show_in_source: str
    back: str
    legend: str
    source_panel: str
    open_source: str
    close_source: str
    copy: str
    copied: str
    retry: str
    edit: str
    editing: str
    keep: str
    up: str
    down: str
    rated: str
    remark: str
    send: str
    export: str
    clear: str
    clear_long: str
    examples: tuple[Example, ...]

    def day(self, day: datetime.date | None) -> str:
        """A date as this language writes it."""
        return self.date.format(day=day) if day else self.undated

    def mode(self, mode: Mode) -> str:
        """One word for how a sentence is given."""
        return {"quote": self.quote, "paraphrase": self.paraphrase, "report": self.report}[mode]

    def who(self, model: str) -> str:
        """The model by name, or in words that there was none; `rag` writes `none` and `none, because NAME failed`."""
        failed = re.fullmatch("none, because (.+) failed", model)
        if failed:
            return self.failed_model.format(model=failed[1])
        return self.no_model if model == "none" else model

    def findings(self, sentence: AnswerSentence) -> list[str]:
        """What the check found to say about a sentence; nothing where all is well."""
        found = [self.unsupported] if sentence.verdict == "unsupported" else []
        if sentence.replaced:
            found.append(self.replaced if sentence.origin == "quotation" else self.withdrawn)
        return found

    def stage(self, stage: Stage | None) -> str:
        """What is being done; None: the models are not there yet."""
        stages = {
            None: self.waiting,
            "rewriting": self.rewriting,
            "searching": self.searching,
            "reading": self.reading,
            "writing": self.writing,
            "checking": self.checking,
        }
        return stages[stage]


@cache
def read(language: str) -> Words:
    """The words of one of LANGUAGES."""
    fields = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    examples = tuple(Example(**example) for example in fields.pop("examples"))
    return Words(language=language, examples=examples, **fields)


def pick(accept_language: str) -> Words:
    """The words for a browser's Accept-Language header: its most wanted language that there is."""
    wanted = [_preference(part) for part in accept_language.split(",")]
    known = [(weight, code) for code, weight in wanted if code in LANGUAGES and weight > 0]
    return read(max(known, key=lambda pair: pair[0])[1] if known else LANGUAGES[0])


def _preference(part: str) -> tuple[str, float]:
    """`ko-KR;q=0.8` -> ("ko", 0.8)."""
    code, _, parameters = part.strip().partition(";")
    weight = re.fullmatch(r"\s*q=(\d(?:\.\d+)?)\s*", parameters)
    return code.split("-")[0].lower(), float(weight[1]) if weight else 1.0
