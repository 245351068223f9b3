"""Verbs by which somebody's words or views are given, and what must follow for them to mean that.

`He added that it rained` is speech, `rain added 3 percent` is not. Knows words only, no speakers.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from rag.words import AUXILIARIES, BINDERS, MONTHS, POINTERS, SUBJECTS, Token, is_time

Form = Literal["base", "s", "past", "ing"]
AHEAD = 12
"""Words after a verb in which its complement must show."""


class Verb(NamedTuple):
    """What a verb of speech needs after it, and the form in which it stands."""

    lemma: str
    form: Form


LEMMAS = {
    "anything": "say tell argue insist warn explain reply stress assert contend allege remark quip joke lament complain caution "
    "reiterate testify retort reckon boast accuse criticise criticize condemn denounce urge demand dispute describe",
    "clause": "add note claim state conclude recall announce report believe think fear feel doubt acknowledge admit concede confirm "
    "disclose declare observe estimate calculate emphasise emphasize underline predict forecast speculate counter assure remind "
    "inform maintain write recount point guess suspect advise mean stipulate",
    "clause or to": "hope expect promise pledge vow swear",
    "that": "find rule agree suggest indicate reveal imply signal threaten respond hint propose recommend warrant",
    "quotation": "read answer repeat continue shout cry whisper call smile laugh sigh muse shrug",
    "question": "ask wonder inquire enquire",
    "as": "dismiss hail praise blame denounce brand label",
}
"""Lemmas by what must follow them; a verb after its words (`…, he noted`) needs nothing more."""

IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "think": "thinks thought thinking",
    "feel": "feels felt feeling", "write": "writes wrote writing", "find": "finds found finding",
    "swear": "swears swore swearing", "read": "reads read reading", "mean": "means meant meaning",
    "admit": "admits admitted admitting", "quip": "quips quipped quipping", "forecast": "forecasts forecast forecasting",
    "signal": "signals signalled signalling", "label": "labels labelled labelling",
}  # fmt: skip


def _forms(lemma: str) -> dict[str, Verb]:
    if lemma in IRREGULAR:
        third, past, ing = IRREGULAR[lemma].split()
    elif lemma.endswith("e"):
        third, past, ing = lemma + "s", lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeo":
        third, past, ing = lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    else:
        third, past, ing = lemma + ("es" if lemma.endswith(("sh", "ss")) else "s"), lemma + "ed", lemma + "ing"
    forms: dict[str, Verb] = {lemma: Verb(lemma, "base"), third: Verb(lemma, "s"), ing: Verb(lemma, "ing")}
    return forms | {past: Verb(lemma, "past")}
