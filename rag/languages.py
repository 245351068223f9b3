"""Questions in Korean and Japanese: the fixed phrases, and words put into English before a model translates.

A small model translates plain questions well and ruins names and terms, so those are put in before it translates.
Knows no document; it is given the names. The parts of this are in `rag.foreign`.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from rag.foreign.brackets import with_latin
from rag.foreign.names import with_heard
from rag.foreign.persons import with_persons
from rag.foreign.terms import with_terms

Language = Literal["en", "ko", "ja"]

NOT_IN_SOURCES: dict[Language, str] = {
    "en": "The sources do not say",
    "ko": "출처에는 나와 있지 않습니다",
    "ja": "出典には書かれていません",
}
"""The one phrase that every refusal begins with; prompt, code and tests share it."""

QUOTED: dict[Language, str] = {
    "en": "",
    "ko": "출처의 해당 문장은 다음과 같습니다.",
    "ja": "出典の該当する文は次のとおりです。",
}
"""Stands before quotations in the documents' language."""


def language(question: str) -> Language:
    """Korean by Hangul, Japanese by kana or by Chinese characters without Hangul, else English."""
    question = unicodedata.normalize("NFKC", question)
    if re.search(r"[\uac00-\ud7a3]", question):
        return "ko"
    return "ja" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", question) else "en"


def prepared(question: str, people: Iterable[str], names: Iterable[str] = ()) -> str:
    """A Korean or Japanese question with names, terms, dates and amounts in English, to be translated by a model.

    `people` are full names, `names` any other capitalised names, both as the documents spell them. The rest of the
    question stays in its language; an English question stays as it is.
    """
    if language(question) == "en":
        return question
    people = tuple(people)
    question = with_persons(with_latin(unicodedata.normalize("NFKC", question)), people)
    return with_terms(with_heard(question, (*people, *names)))
