"""Text -> tokens, and the small closed classes of English words that the rules for speakers rest on.

Knows neither documents nor speech: only what a word and its neighbours can tell.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

QUOTED = "\ue000"
"""Stands for every character inside quotation marks, so that a quotation is one token and offsets stay true."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = _words("""
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec
""")
TIMES = (
    DAYS | MONTHS | _words("week weekend month year night evening morning afternoon day time yesterday today tomorrow")
)
TIME_OPENERS = _words("last this next on in early late earlier later that")
POINTERS = _words("""
    the a an this that these those its his her their our my your another each every
""")
COUNTS = _words("""
    one two three four five six seven eight nine ten some many most several others both few all half dozens
    hundreds thousands
""")
SUBJECTS = _words("he she they it")
PREPOSITIONS = _words("""
    of in at for from with by on to about near under over into during between among within outside inside
    against behind via per through across around including without towards toward despite besides amid upon off
    above below beyond throughout alongside beneath concerning regarding following versus unlike
""")
JOINERS = _words("and but or nor so yet then as while though although whereas")
RELATIVES = _words("who whom whose which that")
BINDERS = RELATIVES | _words("""
    after when because if before since until unless whether where how why than once
""")
"""Words that make a clause part of another one: what is said there is not what the sentence tells."""
BEING = _words("is are was were be been being")
AUXILIARIES = BEING | _words("""
    has have had do does did will would can could may might must shall should
    isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t cannot
""")
_PAST = _words("""
    left went took made gave met began held rose fell won lost led put set cut came kept ran stood sat shook
    broke brought built bought sold sent spent spoke struck drew grew knew saw got paid became laid bore beat
    hit hung drove flew wore said says told thought found wrote heard felt
""")
_ADVERBS = _words("""
    also later then repeatedly often further again once already earlier since meanwhile instead still even always
    never not ever just now soon long too first only himself herself themselves itself both simply
    finally recently apparently reportedly allegedly separately additionally similarly eventually initially
    ultimately unfortunately hopefully clearly naturally originally previously currently privately publicly shortly
""")
_LY_NOUNS = _words("family ally assembly monopoly anomaly bully supply reply fly belly")
_FUNCTION = _words("""
    i you we us there here what another other no nobody none neither not only even just however also today
    yesterday tomorrow meanwhile still instead earlier later last next according asked asking now despite since
    such like when where why how if more less much any every everyone everybody someone somebody anyone perhaps
    maybe thank thanks yes well
""")
_GIVEN_MONTHS = ("Jan", "Jun", "Mar")
"""Months only when a stop follows; else given names."""

NOT_NAMES = DAYS | MONTHS | POINTERS | COUNTS | SUBJECTS | PREPOSITIONS | JOINERS | BINDERS | AUXILIARIES | _FUNCTION
PARTICLES = _words("""
    de del della di da dos das du des la le van von der den ter bin bint ibn ben abu al el y
""")
PERSON_TITLES = _words("""
    mr mrs ms miss mx sir dame lord lady dr doctor prof professor president premier chancellor king queen prince
    princess pope minister secretary governor gov senator sen representative rep congressman congresswoman mayor
    judge justice ambassador general gen colonel col captain capt lieutenant lt sergeant sgt major maj admiral
    adm commander inspector superintendent constable detective sheriff bishop archbishop cardinal rabbi imam
    sheikh ayatollah rev reverend father sister commissioner chairman chairwoman chair director chief ceo
    spokesman spokeswoman spokesperson attorney prosecutor state affairs staff mp councillor councilman
    councilwoman counsellor baroness baron count duke duchess emir sultan emperor speaker deputy vice
""")
ROLES = PERSON_TITLES | _words("""
    leader head boss manager officer official owner founder lawyer solicitor barrister teacher farmer lecturer
    researcher fellow author writer poet actor actress singer composer conductor player captain coach trainer
    midfielder striker goalkeeper engineer architect doctor surgeon nurse midwife driver pilot worker trader
    broker banker analyst adviser advisor aide negotiator commander coordinator organizer organiser campaigner
    member lawmaker legislator expert critic scholar student pupil neighbor neighbour brother son daughter
    mother wife husband widow widower cousin uncle aunt friend colleague partner resident villager survivor
    victim witness fisher miner sailor baker brewer butcher curator editor reporter photographer columnist
    physician astronomer consultant accountant auditor treasurer clerk registrar monk priest nun vicar pastor
    veteran soldier warden keeper ranger guide shopkeeper candidate delegate envoy diplomat president-elect
    laureate winner champion apprentice carpenter plumber electrician investigator examiner coroner magistrate
    operative agent producer filmmaker administrator jurist economist historian biologist zoologist ecologist geologist
    hydrologist linguist philologist sociologist psychologist physicist chemist journalist activist novelist artist
""")
_ROLE_ENDING = re.compile(r"(?:man|woman|person|ist|ician|arian)$")
ORGANISATIONS = _words("""
    university college institute school academy ministry department office agency authority court council
    committee commission union association federation party bank group company corporation firm inc ltd corp llc
    plc co motors airlines airways hospital center centre clinic infirmary museum gallery tribunal parliament
    congress senate assembly army navy force forces club fc league foundation trust fund society organization
    organisation church press times post news journal radio television board bureau service services guard
    network alliance coalition movement front capital partners holdings industries systems hydro energy street
    avenue road square airport station river lake sea strait bay gulf island islands atoll dam mountain
    mountains valley bridge county city town village state states province region republic kingdom nations war
    treaty act day embassy consulate agreement summit prize award cup olympics championship games charity
    newspaper magazine maker country team band orchestra theatre theater market fair conference house police
    secretariat unit team convention protocol review
""")

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|Inc|Ltd|Corp|Co|Adm|Maj|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No"
)
_TOKEN = re.compile(
    rf"{QUOTED}+|(?:[^\W\d_]\.)+|(?:{_ABBREVIATIONS})\."
    r"|[A-Z][^\W\d_]+s[’'](?= [A-Z])"  # `Farmers’ Union`
    r"|[’']s\b|\d+(?:[.,:]\d+)+|[^\W_]+(?:(?:[.&/-]|[’'](?!s\b))[^\W_]+)*|--+|[—–]|[^\w\s]|_"
)
_ACRONYMS = ("WHO", "US", "IT")
"""Names that small letters would turn into other words."""
BREAKS = frozenset(",;:—–.?!()…")
_PREFIXED = re.compile(r"(?:al|el|bin|d|l|an|ad|as|ash)[-’']")


class Token(NamedTuple):
    """A word, a mark or a whole quotation, where it stands, and what its form tells.

    `low`: in small letters, with a curly apostrophe and without the stop of an abbreviation.
    `is_name`: written as a name is, with a capital that it does not have by its place alone.
    `is_break`: a mark that parts one piece of a sentence from the next; a quotation is one.
    """

    text: str
    start: int
    end: int
    low: str
    is_name: bool
    is_break: bool

    @property
    def is_quotation(self) -> bool:
        """Whether this is a whole quotation."""
        return self.text[0] == QUOTED


def token(text: str, start: int, end: int) -> Token:
    """Read the form of one word or mark."""
    low = text if text in _ACRONYMS else text.lower().replace("'", "’").removesuffix(".") or "."
    bare = _PREFIXED.sub("", text, count=1)
    capital = text[0].isupper() or (bare != text and bare[:1].isupper())
    is_name = capital and (low not in NOT_NAMES or text in _GIVEN_MONTHS)
    is_break = text[0] == QUOTED or text in BREAKS or text.startswith("--")
    return Token(text, start, end, low, is_name, is_break)


def tokens_of(text: str) -> list[Token]:
    """The words and marks of a text, in order."""
    return [token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def run_end(tokens: Sequence[Token], start: int) -> int:
    """Where the name that begins at `start` ends: capitals, and particles or a short nickname between them."""
    end = start
    while end < len(tokens):
        if tokens[end].is_name or (end > start and tokens[end].text == "May"):
            end += 1
            continue
        ahead = end
        while ahead < min(len(tokens), end + 3) and _links(tokens[ahead]):
            ahead += 1
        if end in (start, ahead) or ahead == len(tokens) or not tokens[ahead].is_name:
            break
        end = ahead
    return end


def _links(token: Token) -> bool:
    return token.text in PARTICLES or token.text == "&" or (token.is_quotation and len(token.text) < 16)


def is_role(word: str) -> bool:
    """Whether the word (in small letters) says what a person is."""
    return word in ROLES or bool(_ROLE_ENDING.search(word))


def is_adverb(word: str) -> bool:
    """Whether the word may stand between a subject and its verb, or open a sentence."""
    return word.lower() in _ADVERBS or (word.islower() and word.endswith("ly") and word not in _LY_NOUNS)


def is_time(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is part of a date or of words like `last week`, `on Monday`."""
    low = tokens[at].low
    if low in TIMES:
        return not tokens[at].is_name
    if low in TIME_OPENERS:
        return at + 1 < len(tokens) and tokens[at + 1].low in TIMES
    return low.isdigit() and at > 0 and tokens[at - 1].low in MONTHS | {"in"}


def is_finite(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word looks like the verb of a clause."""
    low = tokens[at].low
    if low in AUXILIARIES or low in _PAST:
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    # `a retired teacher` is no verb, `shadowed the boats` is one
    return (
        low.endswith("ed")
        and tokens[at].text.islower()
        and (
            after is None
            or after.is_break
            or after.is_name
            or after.low in POINTERS | COUNTS | PREPOSITIONS | JOINERS | BINDERS
        )
    )
