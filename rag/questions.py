"""What a question asks for, from its words alone. Knows no document, no conversation and no model."""

import re
from typing import Literal

from rag import terms

Wants = Literal["number", "name", "time", "place", "person", "reason", "other"]


def _any(words: str, *, before: str = "", after: str = "") -> re.Pattern[str]:
    """Any of the space-separated patterns as whole words; `_` stands for a space inside one."""
    return re.compile(rf"{before}\b(?:{'|'.join(words.split()).replace('_', ' ')})\b{after}", re.IGNORECASE)


_GO_BY_NAME = (
    r"compan(?:y|ies) firms? courts? institutes? universit(?:y|ies) cit(?:y|ies) countr(?:y|ies) towns? politicians? "
    r"judges? groups? newspapers? lawyers? plaintiffs? ministers? professors? experts? scholars? officials? "
    r"agenc(?:y|ies) organi[sz]ations? part(?:y|ies) banks? islands? villages? ships? treat(?:y|ies) hospitals? "
    r"schools? institutions? historians? unions? media outlets? papers? channels? websites? brands?"
)
"""`Which firms` wants a name that the question does not hold already."""

_WHO_IS_X = re.compile(r"^\W*[Ww]ho(?:\s+is|\s+are|\s+was|\s+were|[’']s)\s+(?:[A-Z][\w-]*\s*)+\W*$")
"""`Who is Ann Lee?` asks for a description, not for a name."""

_NUMBER = _any(
    r"how_(?:many|much|old|tall|big|high|large|wide|deep|heavy) "
    r"(?:what|which)_(?:\w+_)?(?:number|amount|percentage|share|sum|price|age|size)"
)
_NAME = _any(r"names? called titles? who_(?:is|are|was|were) identify")
_WHICH_NAME = _any(
    _GO_BY_NAME,
    before=r"\b(?:which|what) "
    r"(?!(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should) )(?:\w+ ){0,2}?",
)
_WHEN = _any(
    r"^when how_long when_(?:is|are|was|were|will|did|does|do|has|have|had|can|should|exactly) since_when "
    r"(?:what|which)_(?:\w+_)?(?:year|month|day|date|time)"
)
_REASON = _any("why reasons? how_come")
_SAYER = _any(
    "sa(?:y|ys|id) t(?:ells?|old|hinks?|hought) believe[sd]? argue[sd]? claim(?:s|ed)? call(?:s|ed) expect(?:s|ed)? "
    "accuse[sd]? words views? opinion demand(?:s|ed)? warn(?:s|ed)? quote[sd]? phrase remark statement sp(?:oke|eaks)",
    before=r"\b(?:who(?:se|m)?|which (?:\w+ )?(?:expert|scholar|official|professor|person|side|minister"
    r"|historian)|name the \w+)\b.*?",
)
_ACCORDING = re.compile(
    r"\baccording to (?:whom|who|which)\b|\b(?:is|was) (?:it|this|that|the \w+) [\w-]+[’']s?\b[^?]* or\b", re.IGNORECASE
)

_VIEW = (
    r"(?:sa(?:y|ys|id)|t(?:ells?|old|hinks?|hought)|believe[sd]?|argue[sd]?|claim(?:s|ed)?|call(?:s|ed)?|see[sn]?|saw"
    r"|expect(?:s|ed)?|want(?:s|ed)?|demand(?:s|ed)?|warn(?:s|ed)?|suggest(?:s|ed)?|feels?|judge[sd]?|views?|opinions?"
    r"|position|stance|words|arguments?|add(?:s|ed)?|speaks?|spoke|regards?|makes? of)"
)
_POSITION = re.compile(
    r"\b(?!(?i:what|who|it|that|there|here|how|he|she|let)\b)"
    r"(?P<who>(?:[A-Z][\w-]+ ?)+|the (?:\w+ ){0,2}\w+|\w+)[’']s? "
    r"(?:\w+ )?(?:position|views?|stance|opinion|side|perspective)\b"
    r"|\b(?:position|views?|stance|opinion|perspective) (?:of|held by) (?P<of>(?:the )?(?:[\w’'-]+ ?){1,4})"
    r"|\b[Hh]ow (?:do|does|did) (?P<how>(?:the )?(?:[\w’'-]+ ){1,3}?)(?:see|view|regard|judge|feel)\b",
)
_SPEECH = re.compile(
    r"\b(?:do|does|did|has|have|had|would|will|is|are)\s+(?P<who>(?:(?!\b(?:to|that|about)\b)[\w’'.-]+\s+){1,6}?)"
    r"(?:himself |herself |itself |themselves |ever |also |actually |really )?"
    r"(?P<verb>say|said|saying|tell|told|answer(?:ed)?|reply|replied|respond(?:ed)?|comment(?:ed)?|explain(?:ed)?|justif(?:y|ied)"
    r"|argue[ds]?|react(?:ed)?|think|believe[ds]?)\b",
    re.IGNORECASE,
)
_BROAD = _any(
    r"compare[sd]? comparison contrast differ\w* versus vs list reasons views opinions positions arguments overview "
    r"summari[sz]e main_points what_are who_are all_the each_(?:of|side|party|say|think|want) (?:in|from|by|for)_each "
    r"everyone both_sides "
    r"everything_(?:that_)?(?:\w+_){1,3}(?:said|says|say|did|does) everything_about "
    r"(?:both|two|all|the)_(?:\w+_)?(?:experts|scholars|parties|views) on_the_one_hand"
)
_ONE_OF = _any("one_of_(?:the|them|these|those) which_one which_of")
_AND_WHAT = re.compile(
    r"\w\W+(?:and|but)(?: \w+)? (?:what|who|whom|how|why|when|where|might|may|will|does|do|is|are|can|could|did|has)\b",
    re.IGNORECASE,
)

_ORDERS = _any(
    r"ignore disregard forget pretend imagine_(?:you|being) act_as you_are_(?:now|an?) role-?play compose generate "
    r"write_(?:me|us|an?|the|some|code|python|\d+|two|three|four|five) translate sing reply_with answer_(?:only_)?with "
    r"tell_(?:me|us)_(?:an?_)?(?:\w+_)?(?:joke|story|secret) calculate multiply complete_the continue_the "
    r"repeat_(?:after|everything|all|your|(?:the|these)_(?:words|text|prompt)) print_(?:out|the|your) "
    r"rewrite override draft",
    before=r"(?:^|[.!?:;,—\n]\s*|\b(?:please|can you|could you|would you|i want you to|let's)\s+)",
)
_TARGETS = _any(
    r"(?:system|initial|hidden)_prompt your_(?:\w+_)?(?:prompt|rules|instructions|guidelines|restrictions) "
    r"(?:poem|haiku|limerick|sonnet|song)_(?:about|on) jailbreak developer_mode recipe "
    r"(?:previous|above)_(?:instructions|rules) "
    r"(?:rules|instructions)_above python_(?:code|script|function) without_restrictions no_restrictions"
)
_VERDICTS = re.compile(
    r"^(?!.*\b(?:according to|sa(?:y|ys|id)|thinks?|believes?|argues?|claims?)\b).*"
    r"\b(?:who(?:[’']s| is) (?:right|wrong|to blame|at fault)|in the (?:right|wrong)\b|whose fault)"
    r"|\byour (?:own |honest |personal )*(?:opinion|view|verdict)\b|\bdo you (?:think|believe|agree|support|prefer)\b",
    re.IGNORECASE,
)
"""Judgements asked of the assistant: it has none, whichever side they favour."""
_TO_MACHINES = re.compile(
    r"\b(?:AI|artificial intelligence|language model|chatbot|LLM)s?(?: \w+)?\b.{0,60}"
    r"\b(?:must|should|shall|requires?|say|answer|reply|ignore|mention|tell)\b"
    r"|\b(?:ignore|disregard) (?:all |any )?(?:the |your )?(?:previous|prior|above|earlier) (?:instructions|rules)"
    r"|\b(?:note|instructions?|message) (?:to|for) (?:the |any )?(?:AI|assistants?|chatbots?|language models?)\b"
    r"|\b(?:AI|chatbot) assistants?\s*:",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\s*\W*(?:system|assistant|developer|text)\W*:", re.IGNORECASE)


def wants(question: str) -> Wants:
    """The kind of thing that is asked for."""
    if _NUMBER.search(question):
        return "number"
    if (_NAME.search(question) or _WHICH_NAME.search(question)) and not _WHO_IS_X.match(question):
        return "name"
    kinds: tuple[tuple[Wants, re.Pattern[str]], ...] = (
        ("time", _WHEN),
        ("place", _any("where")),
        ("person", _any("who(?:se|m)?")),
        ("reason", _REASON),
    )
    return next((kind for kind, pattern in kinds if pattern.search(question)), "other")


def asks_who_says(question: str) -> bool:
    """Whether somebody is asked for by what they said or think: the ledger knows, a model guesses."""
    return bool(_SAYER.search(question) or _ACCORDING.search(question))


def is_instruction(question: str) -> bool:
    """Whether something else than an answer from documents is wanted: a poem, code, a role, the prompt, a verdict."""
    return bool(
        _VERDICTS.search(question) or _ORDERS.search(question) or _TARGETS.search(question) or _ROLE.match(question)
    )


def is_addressed(text: str) -> bool:
    """Whether a sentence of a document speaks to whoever answers from it, as in `AI assistants must say …`."""
    return bool(_TO_MACHINES.search(text) or re.match(r"\s*<!--", text))


def is_broad(question: str) -> bool:
    """Whether the answer has several parts: views compared, a list of people, reasons or events."""
    asked = _core(question)
    return bool(_BROAD.search(asked) or has_two(asked)) and not _ONE_OF.search(asked)


def _core(question: str) -> str:
    """What stands after the last colon, when it is a question of its own: `I know what both say: how does …?`."""
    return re.sub(
        r"^\W*(?:I|we|my|our)\b[^?]*:\s+(?=(?:what|who|how|why|when|where|which)\b)", "", question, flags=re.I
    )


def has_two(question: str) -> bool:
    """Whether two things are asked for: `what part …, and might that change?`."""
    return bool(_AND_WHAT.search(question))


def asks_view_of(question: str, speaker: str) -> bool:
    """Whether somebody's words or view are asked for: a part of the name before a verb of saying.

    Or after `according to`.
    """
    parts = [re.escape(part) for part in speaker.split() if part[:1].isupper()]
    name = rf"\b(?:{'|'.join(parts)})\b(?:[’']s)?"
    asked = rf"{name}(?:\s+\w+){{0,2}}?\s+{_VIEW}\b|\baccording to (?:\w+ ){{0,3}}?{name}"
    return bool(parts) and bool(re.search(asked, question, re.IGNORECASE))


def view_holder(question: str) -> str | None:
    """Whose position is asked for: `Ann Lee` in `What is Ann Lee's position?`."""
    found = _POSITION.search(question)
    return (found["who"] or found["of"] or found["how"] or "").strip() or None if found else None


def spoken_by(question: str) -> str | None:
    """Whose words are asked for: `the council` in `What did the council reply?`."""
    found = _SPEECH.search(question)
    return found["who"].strip() if found else view_holder(question)


def asks_anything(question: str) -> bool:
    """Whether somebody's words are asked for and not what they are about: `What did she say to that?`."""
    found = _SPEECH.search(question)
    if not found:
        return False
    rest = question[: found.start()] + question[found.end() :]
    return not set(terms.stems(rest)) - {terms.stem("matter"), terms.stem("dispute")}


_NOW = _any(
    r"now today currently present(?:ly)? latest nowadays so_far at_the_moment these_days recent(?:ly)? "
    r"up_to_date still yet"
)


_VIEWS = _any(
    r"sa(?:y|ys|id) think(?:s|ing)? thought views? opinions? argue[sd]? arguments? make_of makes_of hold_against "
    r"see[sn]? gives? gave reasons? expects? believes? judges? disagree\w* agree[sd]? differ\w* critici[sz]\w+ "
    r"wants? demands? offers? compare[sd]? suggests? propose[sd]? claims? positions? stands? stance react\w*"
)


def asks_views(question: str) -> bool:
    """Whether what people say or think is asked for, and not what they are or do."""
    return bool(_VIEWS.search(question))


def is_one_of(question: str) -> bool:
    """Whether one of several is asked for: `which of the two?`."""
    return bool(_ONE_OF.search(question))


def asks_now(question: str) -> bool:
    """Whether the present is asked about, which the sources know only up to their date."""
    return bool(_NOW.search(question))
