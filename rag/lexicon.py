"""Word tables for comparing two English statements: irregular forms, synonyms, opposites, markers.

Only data, of any news: no name, no topic. Stems are made elsewhere; the tables hold plain base forms.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split()) for group in text.split("/"))


IRREGULAR = {
    form: group[0]
    for group in _groups(
        "become became / put put / let let / shut shut / hit hit / quit quit / hurt hurt / set set / cut cut "
        "/ begin began begun / bear bore borne / beat beaten / blow blew blown / break broke broken / bring "
        "brought / build built / burn burnt / buy bought / catch caught / choose chose chosen / come came / "
        "deal dealt / draw drew drawn / drive drove driven / eat ate eaten / fall fell fallen / feel felt / "
        "fight fought / find found / flee fled / fly flew flown / forbid forbade forbidden / forget forgot "
        "forgotten / get got gotten / give gave given / go goes went gone / grow grew grown / hear heard / "
        "hide hid hidden / hold held / keep kept / know knew known / lay laid / lead led / leave left / lend "
        "lent / lose lost / make made / mean meant / meet met / pay paid / ride rode ridden / rise rose risen "
        "/ run ran / see saw seen / seek sought / sell sold / send sent / shake shook shaken / shoot shot / "
        "show showed shown / sing sang sung / sink sank sunk / sit sat / sleep slept / speak spoke spoken / "
        "spend spent / spring sprang sprung / stand stood / steal stole stolen / stick stuck / strike struck "
        "stricken / swear swore sworn / sweep swept / swim swam swum / take took taken / teach taught / tear "
        "tore torn / think thought / throw threw thrown / understand understood / wear wore worn / win won / "
        "withdraw withdrew withdrawn / write wrote written / people persons person / children child / men man "
        "/ women woman / lives life / halves half"
    )
    for form in group[1:]
}

SAYING = _words(
    "said says say saying tell tells told telling added adds adding noted notes noting stated stating "
    "stressed stresses explained explains remarked commented reported argues argued arguing insisted insists "
    "think thinks thought believe believes believed described describes pointed emphasized emphasised "
    "observed contends contended asserted maintains maintained mentioned called calls"
)
"""Verbs that give somebody's words and add nothing; each may stand for another."""

INVERTED = _words("said says added adds noted explained argued insisted remarked commented confirmed warned")
"""Of these, those that stand before their subject: `…, said Ana Ruiz`."""

TELLING = _words(
    "confirmed confirms warned warns denied denies admitted admits promised promises claimed claims suggested "
    "suggests acknowledged acknowledges announced announces revealed conceded predicted predicts concluded "
    "estimates estimated complained fears feared doubts expects hopes hoped vowed pledged replied testified "
    "alleges alleged"
)
"""Verbs that give somebody's words and add something: whose they are matters, and so does the verb."""

PHRASES = (
    (r"\bturn(?:s|ed|ing)?\b((?: [\w’']+){0,3}?) down\b", r"rejected\1"),
    (r"\b(?:ask|call|press)(?:s|es|ed|ing)? for\b|\bcall(?:s|ed|ing)? (?:on|upon)\b", "demanded"),
    (r"\binsist(?:s|ed|ing)? on\b", "demanded"),
    (r"\bcall(?:s|ed|ing)? off\b", "cancelled"),
    (r"\b(?:gave|given|sent|handed)\b((?: [\w’']+){0,3}?) back\b", r"returned\1"),
    (r"\b(?:give|send|hand)\b((?: [\w’']+){0,3}?) back\b", r"return\1"),
    (r"\b(?:threw|thrown|kicked)\b((?: [\w’']+){0,3}?) out\b", r"expelled\1"),
    (r"\bset(?:s|ting)? up\b", "established"),
    (r"\bset(?:s|ting)? aside\b|\bstr(?:ike|ikes|uck|iking) down\b", "overturned"),
    (r"\blook(?:s|ed|ing)? into\b", "investigated"),
    (r"\bgive up\b|\bgave up\b|\bgiven up\b", "abandoned"),
    (r"\bsign(?:s|ed|ing)? up\b", "registered"),
    (r"\bcall(?:s|ed|ing)? out\b", "criticised"),
    (r"\bcarr(?:y|ies|ied|ying) out\b", "performed"),
    (r"\bput(?:s|ting)?\b((?: [\w’']+){0,3}?) off\b", r"postponed\1"),
    (r"\b(?:go|goes|went|gone) up\b", "rose"),
    (r"\bgoing up\b", "rising"),
    (r"\b(?:go|goes|went|gone|came|come) down\b", "fell"),
    (r"\b(?:going|coming) down\b", "falling"),
    (r"\bput(?:s|ting)?\b((?: [\w’']+){1,5}?) at risk\b", r"endangered\1"),
    (r"\bstep(?:s|ped|ping)? down\b", "resigned"),
    (r"\bfil(?:e|es|ed|ing) (?:a )?(?:law)?suit\b|\btak(?:e|es|ing) to court\b|\btook to court\b", "sued"),
    (r"\bcloser to\b", "nearer"),
    (r"\bclose to\b", "near"),
    (r"\bout of date\b", "old"),
    (r"\bper cent\b", "percent"),
    (r"\bstatus quo\b", "present situation"),
    (r"\bnot enough\b|\btoo (?:short|little|few|small)\b", "insufficient"),
    (r"\bmedical cent(?:er|re)\b", "hospital"),
    (r"\bprime minister\b", "premier"),
    (r"\bno longer\b|\bnot any ?more\b", "not"),
    (r"\bas a result of\b|\bdue to\b|\bowing to\b|\bon account of\b|\bthanks to\b", "because"),
    (r"\bas a result\b|\bwhich is why\b|\bthat is why\b", "therefore"),
    (r"\b(?:no|not) (?:later|more) than\b", "at most"),
    (r"\b(?:no|not) (?:less|fewer|sooner) than\b", "at least"),
    (r"\bnot only\b", ""),
    (r"\bno one\b", "nobody"),
    (r"'ll\b|'d(?= (?:also |never |not |rather )?(?:be|have|like|do|go|make|take|need|want|get|see)\b)", " would"),
    (r"^\W*(?:yes|no|hardly|correct|indeed)\s*[,:;.]\s*", ""),
)  # fmt: skip
"""Expressions of several words -> one of our words. The last ones deny nothing although they look so."""

SYNONYMS = _groups(
    "admit concede acknowledge / attack assault / block bar obstruct / change alter modify / inspect examine "
    "/ discuss debate / defend protect / expel oust eject / establish founded / exchange swap / expire lapse "
    "/ forge fake false counterfeit / force compel oblige / hit strike / ignore disregard / kidnap abduct / "
    "leave depart / limit restrict curb restriction / loot plunder / move shift transfer / overturn annul / "
    "own possess belong / punish penalise penalize penalty / persuade convince / forecast predict / produce "
    "manufacture / provide supply / rebuild restore / free release / rely depend / remain stay / register "
    "enrol / resume restart / settle resolve / smuggle traffic / submit file lodge / suggest propose / worry "
    "concern / sum amount / property asset / dispute row quarrel / accident crash / illness disease / expert "
    "specialist / factory plant / reporter journalist / court tribunal / plan scheme project / result outcome "
    "/ resident inhabitant / speech address / trust confidence / victory win / opinion view / young youth / "
    "shortage scarcity / place location / weapon arm / name identify / praise hail / arrange organise "
    "organize / notice warning / enough sufficient adequate / injure wound / protester demonstrator / "
    "aircraft plane airplane / jail prison imprison / shop store / apartment flat / truck lorry / holiday "
    "vacation / student pupil / ambassador envoy / adviser advisor / spokesman spokeswoman spokesperson / "
    "approve endorse / discover detect / reveal disclose / gather assemble / vanish disappear / rescue save / "
    "border frontier / enemy foe adversary / ally partner / area region / mistake error / profit earnings / "
    "revenue sales / staff personnel / secret confidential / annual yearly / additional extra / wide broad / "
    "strong powerful / angry furious / happy glad pleased / afraid scared / aim goal / ensure guarantee / "
    "oppose resist / main principal / fuel petrol / town municipality / firm company corporation business / "
    "demand insist want / request ask / reject refuse / pay payout / compensation redress / promise pledge "
    "vow / keep fulfil fulfill honour honor deliver / buy purchase acquire / begin start commence launch / "
    "end finish conclude / close shut / destroy wreck ruin / hard difficult tough uphill / fight struggle "
    "battle / equal even / divide split share / push drive / phone telephone / see find spot / watch monitor "
    "track / site website / obey respect follow / ruling verdict decision decide rule judgment judgement / "
    "deadlock stalemate impasse / lawyer attorney solicitor / lawmaker legislator / harbor harbour port / "
    "boat vessel ship / danger endanger / help aid assist assistance / figure number / gap shortfall short / "
    "money fund cash payment / car automobile / doctor physician / harm damage hurt / steal theft / seize "
    "confiscate / arrest detain / sack fire dismiss / hire recruit / resign quit / choose pick select elect / "
    "increase rise climb grow / fall drop decline decrease / cut reduce lower / extend prolong lengthen / "
    "widen broaden / allow let permit / ban prohibit forbid outlaw / stop halt cease / delay postpone / "
    "cancel scrap / fix repair mend / build construct / get receive obtain / give grant / send dispatch / "
    "need require / use employ / show display / hide conceal / happen occur / cause prompt / try attempt / "
    "answer respond reply response / travel trip visit journey / meet meeting / talk speak / deal agreement "
    "accord / treaty pact / sea ocean / child kid / big large huge / small tiny / quick fast rapid swift / "
    "old outdated / new recent / wealthy rich / ill sick / dead die death / worker employee / boss head chief "
    "leader / researcher scientist / scholar academic / cop police / soldier troop / rebel insurgent / "
    "inquiry investigation investigate probe / crime offence offense / home house / country nation / present "
    "current / photo photograph picture / film movie / wage salary / vote ballot / support back / criticize "
    "criticise / relation tie / friendly friendship / whole entire / suit sue lawsuit / pollute contaminate / "
    "cooperate cooperation collaborate collaboration / contribute contribution donate donation"
)
"""Words of which one may stand for another in news."""

OPPOSITES = _groups(
    "rise fall / increase decrease / increase cut / rise cut / gain lose / gain loss / profit loss / extend "
    "cut / extend shorten / widen narrow / north south / east west / northern southern / eastern western / "
    "left right / accept reject / agree disagree / accept decline / repair harm / repair destroy / fix break "
    "/ build destroy / open close / begin end / begin stop / start stop / continue stop / allow ban / allow "
    "stop / win lose / success failure / succeed fail / support oppose / praise criticize / praise condemn / "
    "buy sell / import export / arrive leave / enter leave / join leave / hire sack / resign appoint / "
    "strengthen weaken / strong weak / improve worsen / better worse / high low / higher lower / long short / "
    "longer shorter / large small / many few / early late / earlier later / first last / next last / rich "
    "poor / young old / new old / hot cold / warm cool / warm cold / wet dry / dry flood / safe danger / "
    "legal illegal / guilty innocent / convict acquit / friend enemy / friendly hostile / war peace / love "
    "hate / remember forget / hide show / confirm deny / admit deny / ease tighten / tighten loosen / raise "
    "lower / raise cut / raise fall / create destroy / create abolish / public private / public secret / "
    "approve reject / approve veto / attack defend / advance retreat / lend borrow / borrow repay / push pull "
    "/ possible impossible / likely unlikely / willing unwilling / able unable / optimistic pessimistic / "
    "present absent / full empty / male female / man woman / mother father / brother sister / husband wife / "
    "son daughter / morning evening / morning afternoon / summer winter / spring autumn / maximum minimum / "
    "majority minority / heavy light / hard easy / clear little / fast slow / deep shallow / victory defeat / "
    "release detain / release hold / free arrest / keep drop / add remove / include exclude / before after / "
    "within after / for against / above below / over under / up down / more less / more fewer / most least / "
    "inside outside / victim perpetrator / employer employee / landlord tenant / plaintiff defendant / buyer "
    "seller / teacher student / urban rural / domestic foreign / former current / temporary permanent / "
    "partial full / upstream downstream"
)  # fmt: skip
"""Pairs of which one never stands for the other."""

NEGATORS = _words(
    "not no never nobody none nothing neither nor without cannot unless hardly barely scarcely rarely seldom "
    "little few nowhere doubt doubts doubted lack lacks lacked lacking deny denies denied denying"
)
NEGATORS_BEFORE_TO = _words(
    "fail fails failed failing refuse refuses refused refusing decline declines declined declining unable "
    "neglected neglects"
)
"""`failed to act`: these deny only when `to` follows."""

NEGATE_BACKWARDS = _words("no nobody none nothing neither nowhere little few")
"""`killed no one`: these deny the verb before them, too."""

MODALS = {
    "may": _words(
        "may might can could can't couldn't possibly perhaps maybe potentially possible if whether apparently "
        "reportedly allegedly likely unlikely probably chance likelihood suspect suspected suspects fear "
        "fears feared fearing speculation rumour rumours rumor rumors suggestion allegation allegations "
        "alleged alleging doubt doubts accuse accuses accused accusing seem seems seemed appear appears "
        "appeared risk potential"
    ),
    "plan": _words(
        "plan plans planned planning expect expects expected expecting intend intends intended intending hope "
        "hopes hoped hoping aim aims aimed aiming seek seeks sought seeking propose proposes proposed "
        "proposing proposal consider considers considered considering threaten threatens threatened "
        "threatening promise promises promised vow vows vowed pledge pledges pledged prepare prepares "
        "prepared preparing scheduled set want wants wanted try tries tried trying attempt attempts attempted "
        "agree agrees agreed offer offers offered ask asks asked asking urge urges urged demand demands "
        "demanded order orders ordered ready bid willing eager"
    ),
    "will": _words("will would shall won't wouldn't going"),
    "must": _words("must should ought need needs needed obliged shouldn't mustn't"),
}  # fmt: skip
"""What makes a statement less than a fact: perhaps, intended, to come, called for."""

WANTS_TO = MODALS["plan"] | _words(
    "going ought need needs needed obliged able seem seems seemed appear appears appeared"
)
"""Of the words above, those that count only before `to`."""

BEING = _words("is are was were be been being am get gets got isn't aren't wasn't weren't")
BARE = _words("be have do say tell add note")
MODAL_VERBS = MODALS["will"] | _words("may might can could can't couldn't must should cannot")
AUXILIARIES = _words(
    "is are was were be been being am has have had do does did isn't aren't wasn't weren't hasn't haven't "
    "hadn't don't doesn't didn't got"
)
BOUNDARIES = _words(
    "but that which who whom whose because since though although while whereas if unless when after before "
    "until whether so where"
)
"""Words that begin another clause: what denies or hedges reaches no further."""

CAUSES = _words(
    "because since therefore thus hence so reason caused causes causing cause prompted prompting prompts due "
    "fearing given blamed blames leading led result resulted resulting thereby consequently why as for over "
    "owing"
)
CLAIMS_CAUSE = _words(
    "because since therefore thus hence so caused causes causing prompted prompting consequently thereby "
    "fearing resulted"
)
"""Words that say that one thing came of another; the longer list above may say so in a source."""

ALL = _words(
    "all every each always everyone everybody everything everywhere whole entire entirely wholly completely invariably"
)
ONLY = _words("only sole solely exclusively alone just")
MOST = _words("most mostly mainly majority usually largely generally")
SOME = _words(
    "some several few certain many part partly half sometimes often occasionally various dozens most mostly "
    "usually generally largely mainly nearly almost partially handful minority"
)  # fmt: skip
"""Words that say "not all": left out, a statement says more than its source."""

THE_TEXT = _words("article text document story passage source report")
"""Who says it when nobody is named: the reporter."""

BOUNDS = {
    "least": ("more than", "at least", "over", "above", "exceeding", "in excess of", "well over"),
    "most": ("less than", "fewer than", "at most", "up to", "under", "below", "nearly", "almost", "just under"),
}
"""What stands before a number that is only a bound. `about` changes little and is not looked at."""

CONDITIONS = _words("if unless provided when once without otherwise")

PLACING = _words(
    "in at to from on into near through with for during of outside inside across around towards toward between against"
)
"""A name behind one of these says where, whose or with whom: another sentence's name must not fill it."""

PIVOTS = ("after", "before", "than", "for", "to", "against", "over")
"""What stands before one of these and what behind it must not change places."""

EVIDENCE = _words("evidence proof sign signs indication hint suggestion reason claim guarantee")
"""`no evidence that …`: what follows is denied with them."""

HOPING = _words(
    "hope hopes hoped hoping expect expects expected expecting fear fears feared suspect suspects suspected"
)
PRONOUNS = _words(
    "i we you he she it they me us him her them my our your his its their who which that this these those"
)
LIGHT = _words(
    "make take get give come go put bring thing way part matter issue kind do have people person hold set use statement"
)
"""Verbs and nouns that carry little: half a word's weight."""

FUNCTION = _words(
    "also still already even however both either neither whatever whichever else there then yet now onto upon "
    "within via per among amid towards toward like than such so too very quite rather really actually "
    "meanwhile furthermore moreover something anything somewhere etc yes okay itself himself herself "
    "themselves myself ourselves much lot"
)
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
MONTHS = "january february march april may june july august september october november december".split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₩": "won"}
SCALES = {"m": 10**6, "bn": 10**9, "b": 10**9, "k": 1000, "tn": 10**12}
DEMONYM = _words("n an ian ese ish i er")
DERIVED = _words("t ion ment ward is iz or er ist al ness ship hood ing ly iv abl ful")
"""What may be left when one stem is taken from another of the same family: `south`, `southward`."""
