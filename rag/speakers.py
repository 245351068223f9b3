"""Sentence -> who says it, and how: quote, paraphrase or report. Rules over English news; no model.

A speaker is looked for in the sentence itself ("…, said X", "according to X", "X warned that …"),
then, for a quotation that names nobody, in its neighbours of the same paragraph. Surnames and
pronouns are resolved to the person introduced earlier.
"""

import re
from collections.abc import Sequence

from rag.records import Document, Mode, Sentence

SAYING = (
    "said says say told tells added adds noted notes argued argues claimed claims insisted insists warned warns "
    "stressed stresses explained explains announced announces declared declares stated states wrote writes replied "
    "replies acknowledged acknowledges admitted admits denied denies suggested suggests demanded demands accused "
    "accuses accuse urged urges urge criticised criticises criticized criticizes condemned condemns vowed vows "
    "promised promises pledged pledges believed believes believe thought thinks think hopes hoped expects expected "
    "maintained maintains recalled recalls complained complains remarked remarks predicted predicts contended contends "
    "asserted asserts observed observes conceded concedes countered counters estimated estimates estimate confirmed "
    "confirms disputed disputes dismissed dismisses cautioned cautions described describes testified testifies "
    "concluded concludes alleged alleges allege reiterated reiterates emphasized emphasised emphasizes emphasises "
    "called asked asks joked quipped lamented"
).split()
"""Verbs that give somebody's words or view."""

SPEECH = "said|says|told|added|adds|noted|notes|argued|warned|explained|insisted|stressed|replied|wrote|recalled|asked"
"""The few that may stand after a quotation, where any other verb would have another meaning."""

TITLES = set(
    "President Prime Foreign Minister Deputy Vice Former Acting Interior Defence Defense Finance Justice Trade Labour "
    "Labor Energy Environment Health Culture Education Transport Secretary General Chief Senior Justice Judge Senator "
    "Governor Mayor Premier Chancellor King Queen Prince Princess Ambassador Professor Prof Doctor Dr Mr Mrs Ms Sir Dame Lord "
    "Lady Captain Colonel Lieutenant Sergeant Gov Sen Rep Gen Lt Col Capt Rev Chairman Chairwoman Chair Director "
    "Spokesman Spokeswoman Spokesperson Commissioner Attorney Bishop Archbishop Inspector State Conservative".split()
)
NOT_NAMES = set(
    "The A An And But Or So Yet As At By For From If In On Of To With While When Where After Before Since Although "
    "Though However Meanwhile Still Also Then There This That These Those It Its He She They We You I His Her Their "
    "Our My Some Many Most All Both Each Every Several Few One Two Three What Who Why How Which Another Other Others "
    "Instead Earlier Later Last Next According Asking Asked Critics Officials Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday January February March April May June July August September October November December "
    "Not No Nor Nobody Neither Even Only Just Now Today Yesterday Tomorrow Under Over About Against Despite".split()
)

_WORD = r"[A-Z][\w’'-]*(?:\.(?=\s[A-Z]))?"
_NAME = rf"{_WORD}(?:\s+(?:(?:de|del|della|van|von|der|den|bin|ibn|al|el|la|le|da|dos|of)\s+)?{_WORD})*"
_ASIDE = r"(?:,[^,“”\".;]{2,90}(?:,[^,“”\".;]{2,60})?,|\s*\([^)]{1,60}\)|\s+(?:of|from|at|for|with)\s[\w’'\s-]{2,60}?)?"
_GROUP = r"(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Ss]everal|[Mm]ost|[Bb]oth|[Tt]wo|[Oo]ne|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ther)\s[\w’'\s-]{2,70}?"
_PLURAL = r"(?:[Cc]ritics|[Oo]fficials|[Aa]nalysts|[Ee]xperts|[Vv]ictims|[Ll]awyers|[Rr]esidents|[Ss]upporters|[Oo]pponents|[Ww]itnesses|[Cc]ampaigners|[Aa]ctivists|[Ll]awmakers|[Pp]rosecutors|[Ww]orkers|[Uu]nions|[Rr]eports)(?:\s(?:of|for|in|at|from|that cited)\s[\w’'\s-]{2,60}?)?"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey)"
_WHO = rf"(?P<who>(?:(?:[a-z][\w’'-]*\s){{0,4}})?{_NAME}|{_GROUP}|{_PLURAL}|{_PRONOUN})"
_HELP = r"(?:\s+(?:has|have|had|also|then|later|repeatedly|often|further|again|once|already|publicly|reportedly|earlier|since|meanwhile|instead|\w+ly|is|are|was|were|would|on\s+\w+day))*"
_SAYS = "|".join(sorted(SAYING, key=len, reverse=True))
_END = r"(?=[,.;:!?”\"]|\s(?:on|in|at|to|during|who|when|while|as|that|by|with|for|after|before|about|of)\b|\s--|\s—|$)"
_TRAIL = r"(?:saying|noting|adding|arguing|warning|stressing|insisting|claiming|suggesting|explaining|calling|describing|telling|urging|accusing|citing|hinting|vowing|pledging|denying|predicting|maintaining|stating|declaring)"

PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[Aa]ccording to (?P<who>(?:(?:[a-z][\w’'-]*\s){{0,6}})?{_NAME}|{_GROUP}|{_PLURAL}|[\w’'\s-]{{3,60}}?){_END}",
        rf"[,?!—]\s*[”\"’']?\s*(?:{SPEECH})\s+{_WHO}{_END}",
        rf"[,?!—]\s*[”\"’']?\s*{_WHO}{_ASIDE}{_HELP}\s+(?:{SPEECH})\b",
        rf"^(?:[“\"]?(?:And|But|So|Yet|Still|However|Meanwhile|Instead|Earlier|Later|In [\w\s’']+|On [\w\s’']+|Asked [\w\s’']+),?\s+)?{_WHO}{_ASIDE}{_HELP}\s+(?:{_SAYS})\b",
        rf"^(?:(?:And|But|So|Yet|Still)\s+)?{_WHO}{_ASIDE}{_HELP}\s+\w+(?:ed|en|t|s)?\b[^“”\"]*?,\s+{_TRAIL}\b",
        rf"\bwhat {_WHO}{_HELP}\s+(?:{_SAYS})\b",
    )
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|^[^“”]*”|\"[^\"]*(?:\"|$)")


def label(document: Document, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The same sentences with speaker and mode filled in. Speakers are given by their fullest name."""
    inside = _quoted_shares(document.text, sentences)
    people = _People(document.text)
    labelled: list[Sentence] = []
    for sentence, share in zip(sentences, inside, strict=True):
        who = people.resolve(_named(sentence.text), before=sentence.start, earlier=labelled)
        labelled.append(sentence.model_copy(update={"speaker": who, "mode": _mode(share, who)}))
    return _lend(document.text, labelled, inside)


def _mode(share: float, who: str | None) -> Mode:
    if share >= QUOTED_SHARE:
        return "quote"
    return "paraphrase" if who else "report"


QUOTED_SHARE = 0.5
"""A sentence is a quotation when at least half of its words outside the attribution stand in quotation marks."""


def _named(text: str) -> str | None:
    """The words that name the speaker, in the sentence's own form, outside its quotation marks."""
    bare = _QUOTED.sub(lambda m: re.sub(r"[^“”\"]", "_", m.group()), text)
    for pattern in PATTERNS:
        for match in pattern.finditer(bare):
            who = match["who"].strip()
            if "_" not in who and _is_speaker(who):
                return who
    return None


def _is_speaker(who: str) -> bool:
    words = who.split()
    return (
        bool(words)
        and not (len(words) == 1 and words[0] in NOT_NAMES - {"He", "She", "They"})
        and len(words) <= 12
    )


def _quoted_shares(text: str, sentences: Sequence[Sentence]) -> list[float]:
    """For each sentence the share of its letters inside double quotation marks, followed across sentences."""
    inside = bytearray(len(text))
    is_open = False
    for at, char in enumerate(text):
        if char == "\n" and text[at : at + 2] == "\n\n":
            is_open = False  # a quotation that goes on in the next paragraph opens there again
        elif char in '“”"':
            is_open = {"“": True, "”": False}.get(char, not is_open)
        inside[at] = is_open
    return [_share(text, inside, s) for s in sentences]


def _share(text: str, inside: bytearray, sentence: Sentence) -> float:
    letters = [at for at in range(sentence.start, sentence.end) if text[at].isalnum()]
    return sum(inside[at] for at in letters) / max(len(letters), 1)


def _lend(text: str, labelled: list[Sentence], shares: list[float]) -> list[Sentence]:
    """Give a quotation that names nobody the speaker of its neighbour: the next one first, then the last."""
    result = list(labelled)
    for i, sentence in enumerate(result):
        if sentence.mode != "quote" or sentence.speaker:
            continue
        after = labelled[i + 1] if i + 1 < len(labelled) else None
        before = result[i - 1] if i else None
        unclosed = text.count("“", sentence.start, sentence.end) > text.count(
            "”", sentence.start, sentence.end
        )
        candidates = (
            [after, before]
            if unclosed or shares[i] < 1
            else [before, after]
            if before and before.speaker and _near(text, before, sentence)
            else [after, before]
        )
        lender = next(
            (
                c
                for c in candidates
                if c and c.speaker and _near(text, *sorted((c, sentence), key=lambda s: s.start))
            ),
            None,
        )
        result[i] = sentence.model_copy(update={"speaker": lender.speaker if lender else None})
    return result


def _near(text: str, first: Sentence, second: Sentence) -> bool:
    """Same paragraph, or the second's paragraph goes on with a quotation."""
    gap = text[first.end : second.start]
    return "\n\n" not in gap or (second.text[0] in '“"' and first.mode == "quote")


class _People:
    """The names of a document in the order they come, to give a surname its full name."""

    def __init__(self, text: str) -> None:
        self._full: list[tuple[int, str]] = []
        for match in re.finditer(_NAME, text):
            words = _strip_titles(match.group().split())
            if len(words) >= 2:
                self._full.append((match.start(), " ".join(words)))

    def resolve(self, who: str | None, before: int, earlier: Sequence[Sentence]) -> str | None:
        """Full name of a surname or pronoun; other descriptions stay as they are, without a leading article's capital."""
        if who is None:
            return None
        if who.lower() in ("he", "she", "they"):
            return self._antecedent(before, earlier)
        name = _name_in(who)
        if name is None:
            return _lower_article(who)
        return self._fullest(name, before)

    def _fullest(self, name: str, before: int) -> str:
        words = set(name.split())
        known = [full for at, full in self._full if at <= before + 400]
        return next(
            (full for full in known if words <= set(full.split()) and len(full.split()) > len(words)), name
        )

    def _antecedent(self, before: int, earlier: Sequence[Sentence]) -> str | None:
        for sentence in reversed(earlier[-3:]):
            if sentence.speaker and sentence.speaker[0].isupper():
                return sentence.speaker
            if match := re.search(rf"(?:^|[,—-]\s*){_NAME}", sentence.text):
                words = _strip_titles(re.sub(r"^[,—\s-]+", "", match.group()).split())
                full = self._fullest(" ".join(words), before) if words else ""
                if len(full.split()) >= 2:
                    return full
        return None


def _strip_titles(words: list[str]) -> list[str]:
    while words and (words[0].rstrip(".") in TITLES or words[0] in NOT_NAMES):
        words = words[1:]
    return [re.sub(r"[’']s$|\.$", "", w) if i == len(words) - 1 else w for i, w in enumerate(words)]


def _name_in(who: str) -> str | None:
    """The proper name at the end of `Foreign Minister X` or `the spokesman X`; None for a description."""
    found = re.search(rf"{_NAME}$", who)
    words = _strip_titles(found.group().split()) if found else []
    described = re.match(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er)\s", who) and re.search(
        r"\b(?:of|for|at|in|from|that)\b|’s|'s", who
    )
    return " ".join(words) if words and not described else None


def _lower_article(who: str) -> str:
    first, _, rest = who.partition(" ")
    return f"{first.lower()} {rest}" if first in NOT_NAMES and rest else who
