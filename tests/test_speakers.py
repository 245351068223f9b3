"""Who says what: invented articles in nine styles, a line a sentence: `quote`, `retold` or `-`, the speaker, the words.

An empty line begins a new paragraph. The lines are joined to a document, labelled, and written out again.
"""
# ruff: noqa: E501 - a line of a table is a sentence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.passages import sentences
from rag.records import Document, Sentence
from rag.speakers import label, people

MODES = {"quote": "quote", "retold": "paraphrase", "-": "report"}

AMERICAN_WIRE = """
-      |                | Teachers in Dalton County walked out of 41 schools on Tuesday, demanding a raise of 6 percent.
quote  | Maria Delgado  | "We are done asking politely," said Maria Delgado, a third-grade teacher who joined the line at dawn.
quote  | Maria Delgado  | "My rent went up twice this year.
quote  | Maria Delgado  | My pay went up not at all."

retold | Frank Osei     | School board president Frank Osei said the district could not spend money it did not have.
retold | Frank Osei     | He added that a strike would cost families more than it would win for anyone.
quote  | Frank Osei     | "There is no vault in the basement," Osei told reporters at the courthouse.

-      |                | The union declined to say how long its strike fund would last.
retold | Ruth Kaplan    | Gov. Ruth Kaplan urged both sides to return to the table by Friday.
quote  | Ruth Kaplan    | "Kids belong in class," the governor said.
-      |                | Enrollment has fallen by a tenth since 2015, and state aid added 3 percent last year.
retold | a report by the state auditor | The district holds $9 million in reserve, according to a report by the state auditor.
-      |                | Osei did not respond to requests for comment.
"""

BRITISH_BROADSHEET = """
-      |                | The last ferry to Skarra will sail in March after the council voted to end the subsidy.
quote  | Moira Tulloch  | ‘They’ve cut the rope and told us to swim,’ said Moira Tulloch, who runs the island’s only shop.
retold | Alasdair Beck  | Alasdair Beck, the council leader, insisted that the route had lost money for a decade.
quote  | Alasdair Beck  | ‘Nobody’s happy about it,’ Mr Beck said, ‘but the islanders’ fares cover a fifth of the cost.’
-      |                | Mr Beck is said to be considering his own future.

quote  | a spokeswoman for the Scottish Office | ‘Ministers have offered help more than once,’ a spokeswoman for the Scottish Office said.
retold | Unite          | Unite, the union that represents the crew, argues that the boat could run on two days a week.
retold | the operator   | The scheme was described by the operator as ‘a lifeline nobody used’.
-      |                | Skarra, noted for its puffins, draws 4,000 visitors a year.
retold | critics        | Critics say that figure is out of date.
retold | Moira Tulloch  | Asked whether she would leave, Ms Tulloch replied that she had been born there and would be buried there.
"""

EAST_ASIA = """
retold | Han Seo-yeon   | Daesan will not reopen the border market before the river is dredged, Trade Minister Han Seo-yeon said on Monday.
retold | Beijing        | Beijing says the silt comes from the southern bank.
-      |                | President Oh Tae Jun and his wife visited the market in April.
retold | Oh Tae Jun     | Oh has promised to speak with the Chinese side before the summer, but he warned against hasty deals.
retold | Oh’s office    | Oh’s office said later that no call was planned.

quote  | Liu Meifang    | “The trucks stand there and the fruit rots,” said Liu Meifang, 52, a melon trader from Hualong.
quote  | Liu Meifang    | “Each day costs me a month.”
retold | Sato Kenji     | Sato Kenji, a professor of regional economics at Minato University, noted that such closures seldom outlast a harvest.
quote  | Sato Kenji     | “Neither capital gains from this, and neither will say so before the autumn,” Sato said of the dispute, adding that both wait for the other to move.
retold | a senior official at the customs bureau | The works could begin in May, according to reports that cited a senior official at the customs bureau.
-      |                | Farmers have begun to sell their melons along the road.
"""

LATIN_AND_ARAB = """
quote  | Gabriela Ríos Montalvo | "We found the wells dry in February," Gabriela Ríos Montalvo, mayor of San Telmo, said in an interview.
retold | Gabriela Ríos Montalvo | Ríos blamed the mine upstream.
retold | Minera del Sur | Minera del Sur, the company that runs it, denied that it had drawn more than its license allows.
quote  | Khalid bin Rashid | "Water is counted at the gate, drop by drop," the company’s chief executive, Khalid bin Rashid, told a local radio station.
retold | Yusuf al-Hamdan | The engineer who built the gate, Yusuf al-Hamdan, said the meters had not been read since 2019.
quote  | Yusuf al-Hamdan | "I know because I have the keys," al-Hamdan said with a laugh.
retold | Khalid bin Rashid | Bin Rashid called the claim "a fairy tale".

-      |                | The mayor was not invited to the hearing.
quote  | Juan de la Cruz | "She is the only one who came to see us," said her neighbor Juan de la Cruz.
-      |                | De la Cruz lost his cattle in the drought.
retold | the Agua Clara Foundation’s lawyers | Some families may yet sue, the Agua Clara Foundation’s lawyers say.
"""

BUSINESS = """
-      |                | Shares in Corvane Motors fell 8 percent on Thursday, adding to a loss of a fifth since January.
retold | Corvane Motors | The carmaker said it would close its plant in Leuze, a step that it had ruled out in the spring.
retold | analysts at Brill & Howe | Analysts at Brill & Howe expect the closing to save 200 million euros a year.
quote  | Petra Novak    | “It is the right decision, taken two years too late,” Petra Novak, a fund manager at Oakline Capital, wrote in a note to clients.
retold | Petra Novak    | She estimated that each idle month had cost Corvane 14 million euros.
retold | the union      | The union accused the board of “sheer cowardice” and demanded talks.

quote  | Didier Maes    | “Nothing is settled,” according to its leader, Didier Maes, who called for a strike vote.
quote  | Didier Maes    | “They read it out from a sheet of paper,” he recalled.
-      |                | Corvane recalled 30,000 cars last year over faulty brakes.
-      |                | The board is expected to meet again on June 3.
retold | Corvane Motors | In a statement on Thursday evening, Corvane said that every worker would be offered a transfer.
-      |                | The transfer was worth less than it sounds: the next plant is 600 kilometers away.
"""

FEATURE = """
-      |                | When Elsie Marr was nine, her grandmother handed her a chisel and left the room.
quote  | Elsie Marr     | “She told me, ‘Make something you’d miss,’” Marr says.
quote  | Elsie Marr     | “So I made a spoon.

quote  | Elsie Marr     | “It was a terrible spoon, and I have eaten with it every morning since.”

-      |                | Her workshop smells of linseed oil and rain.
retold | Elsie Marr     | Elsie believes that wood remembers the weather it grew in.
retold | Tom Achebe     | Her apprentice, Tom Achebe, is less romantic, saying that wood remembers nothing but the last blunt blade.
quote  | Tom Achebe     | “It’s stuff,” he says, shrugging.
quote  | Tom Achebe     | “Good stuff, mind you!”
-      |                | The two have shared a bench since 2011.
retold | the museum in Holt | The museum in Holt, which owns four of her bowls, describes them as “quiet and slightly stubborn”.
-      |                | A bowl costs as much as a bicycle.
quote  | Elsie Marr     | “Is that a lot?” Marr asks.
quote  | Elsie Marr     | “I’d pay it for the bicycle.”
"""

COURT_AND_SCIENCE = """
-      |                | A court in Brennport fined the city waterworks 2 million crowns on Wednesday for fouling the River Aske.
retold | Anne Wetherby  | Judge Anne Wetherby found that the managers knew of the leak by May.
quote  | Anne Wetherby  | "You had the figures on your desk, and you put a cup of coffee on them," she told the defendants.
retold | the waterworks’ lawyer | The fine was too high, said the waterworks’ lawyer, who left by a side door.
retold | Aske Trust     | The swim club had been told by the Aske Trust that the water was clean.
retold | a study in the journal Limnology | A study in the journal Limnology suggests that the fish will need a decade to return.
retold | Ines Okafor    | Its lead author, Ines Okafor, was quoted as saying that she would not let her own dog drink there.
quote  | Ines Okafor    | "Ask me again in 2040."
-      |                | Okafor, whose team has sampled the river since 2002, was asked to advise the court.
retold | prosecutors    | Prosecutors allege that logs were altered.
-      |                | The logs run to 11,000 pages.
-      |                | Two managers are accused of fraud; they have not entered a plea.
"""

SPORT = """
quote  | Jonas Brandt   | “We were second to everything,” admitted coach Jonas Brandt after Rovers lost 4-0 at Millbank.
quote  | Jonas Brandt   | “Second to the ball, second to the bus.”
-      |                | Rovers have not won since August.
retold | Brandt’s captain | Brandt’s captain said the players still believed in him.
quote  | Leo Fuchs      | “He is not the one who missed the penalty,” Leo Fuchs, 31, said.
quote  | Leo Fuchs      | “That was me,” he added.
retold | Rovers         | Rovers announced that tickets for the next match would be free.
-      |                | Brandt, who claimed 12 trophies in his playing days, has a contract until 2027.
-      |                | The club’s owner would not say whether he will see it out.
retold | the supporters’ association | According to the supporters’ association, half its members want a change.
"""

AGENCIES = """
retold | Mao Ning       | Foreign ministry spokeswoman Mao Ning told a regular briefing on Tuesday that Beijing would respond.
quote  | Mao Ning       | “We will take countermeasures,” she said.
-      |                | Mao declined to give details.
retold | Kim Yo Jong    | Kim Jong Un’s sister, Kim Yo Jong, said Seoul was dreaming.
retold | Pope Francis   | Pope Francis said in Rome that war was madness.
quote  | Pope Francis   | “War never ends by itself,” the pope said.

retold | Luiz Inácio Lula da Silva | President Luiz Inácio Lula da Silva, 77, pledged to end deforestation by 2030.
retold | Luiz Inácio Lula da Silva | Lula also promised talks.
-      |                | Crown Prince Mohammed bin Salman, who rarely speaks to reporters, did not elaborate.
retold | the army       | The army said it had shot down two drones.
retold | the army       | It added that nobody was hurt.
retold | residents      | Residents said they heard blasts.
retold | residents      | They said the ground shook.
retold | sources close to the family | Sources close to the family told Reuters that he had left.
retold | Human Rights Watch | Human Rights Watch, the New York-based group, called the strike “a war crime”.

retold | World Health Organization | In a statement posted on X, the World Health Organization said cases had doubled.
quote  | Maria Van Kerkhove | “We are worried about the children,” Dr Maria Van Kerkhove of the WHO told the BBC’s Newsday programme.
retold | Maria Van Kerkhove | The virus, she added, was spreading fast.
-      |                | The report noted for its rigour was shelved.
quote  | Shin Won-sik   | Asked by a lawmaker whether he would resign, Defence Minister Shin Won-sik replied: “I serve at the president’s pleasure, and at yours.”
retold | Shin Won-sik   | The minister was quoted by the newspaper El Tiempo as saying that the mine would close.
-      |                | Nor did the court say why.
quote  | a spokesman    | A spokesman said: ‘We are sorry.’
quote  | a spokesman    | ‘We are looking at alternatives,’ he added.
"""

AFTERWARDS = """
retold | Kesting Farmers' Union | The Kesting Farmers' Union, which backs the dam, demanded a vote before the winter.
retold | Beate Holm   | The speech was no slip of the tongue.
retold | Beate Holm   | Its purpose was to remind deputies that the treaty would soon run out.
-      |              | That, at least, is the reading of Beate Holm, a professor of politics at the University of Marn.

-      |              | Two branches lose money.
quote  | Ana Grell    | "They will go first," said Ana Grell, an economist.
retold | Ana Grell    | Most passengers would notice nothing in the first two years.
-      |              | Such are the conclusions of a study by the economist, published in August.

retold | Hedda Solvane | Jurist Hedda Solvane, who teaches in Marn, noted that the study bound nobody.
-      |              | The bridge opened in May.

retold | Jana Mirov   | Everybody had known that questions would be unwelcome.
-      |              | So says Jana Mirov, the spokeswoman of the students, who wants an inquiry.
retold | Jana Mirov   | She pointed out that two committees had failed.
-      |              | One witness pointed out of the window.

retold | Otto Ferrand | The presidents have bought time.
-      |              | So, at least, argues Otto Ferrand, a professor of peace studies.
retold | Sibyl Tarn   | The whistle blew at six to call 870 employees into the shop, where managing director Sibyl Tarn, great-granddaughter of the founder, told them that the yard had failed.
-      |              | That is the end of the matter.

-      |              | The firms settled in May.
-      |              | That was the conclusion of a long dispute.
-      |              | It was the warning of Jana Mirov that had begun it.
"""

SHORT = {
    "name before a colon": "quote | Rosa Lind | Rosa Lind, the union’s lawyer, was blunt: “They lied to us.”",
    "in X's view": "retold | Rosa Lind | In Rosa Lind’s view, the offer is an insult.",
    "what X says": "retold | Lisbon | Cheaper visas are what Lisbon says Madrid should offer.",
    "parenthesis": "- | | The bridge reopened on Sunday (the mayor would not say why).",
    "relative clause": "- | | Police arrested a man who said he had set the fire.",
    "time clause": "- | | He was dismissed after he told the newspaper about the leak.",
    "passive": "- | | The driver was said to be in a stable condition.",
    "negation": "- | | The ministry has not said when the road will open.",
    "noun": "- | | The company’s claims that it was robbed are before the court.",
    "nobody": "- | | Nobody said a word when the lights went out.",
    "scare quotes": "- | | The “temporary” bridge has stood for 40 years.",
    "title of a work": "- | | The film, “The Long Way Home to the Old Country”, opens in May.",
    "split by the verb": "quote | Ana Prieto | “We stay,” says Ana Prieto, a nurse, “until the last patient leaves.”",
    "question": "quote | Ana Prieto | “Who pays for this?” asked Ana Prieto.",
    "coordinated verb": "retold | Ana Prieto | Ana Prieto shook her head and said the clinic was empty.",
    "long fragment": "quote | Ana Prieto | Ana Prieto said the clinic “will not turn away a single child while I hold the keys”.",
    "dashes": "retold | the villagers | The villagers -- those who lost their homes -- have repeatedly demanded an apology.",
    "attribution in mid-sentence": "retold | doctors | The vaccine, doctors say, protects for a year.",
    "lower-case title": "retold | Ravi Menon | Tourism is down, according to former finance minister Ravi Menon last month.",
    "another's name": "retold | a spokesman for the health minister | A spokesman for the health minister, Ravi Menon, said the ward was safe.",
    "told, not heard": "- | | The girl whose shoes were stolen tells another story.",
    "joint speakers": "retold | Ravi Menon and Ana Prieto | Ravi Menon and Ana Prieto said the park would close.",
}  # fmt: skip

STYLES = {
    "American wire": AMERICAN_WIRE, "British broadsheet": BRITISH_BROADSHEET, "East Asia": EAST_ASIA,
    "Latin and Arab": LATIN_AND_ARAB, "business": BUSINESS, "feature": FEATURE,
    "court and science": COURT_AND_SCIENCE, "sport": SPORT, "agencies": AGENCIES, "told afterwards": AFTERWARDS,
    **SHORT,
}  # fmt: skip

PEOPLE = {
    "American wire": "Maria Delgado, Frank Osei, Ruth Kaplan",
    "British broadsheet": "Moira Tulloch, Alasdair Beck",
    "East Asia": "Han Seo-yeon, Oh Tae Jun, Liu Meifang, Sato Kenji",
    "Latin and Arab": "Gabriela Ríos Montalvo, Khalid bin Rashid, Yusuf al-Hamdan, Juan de la Cruz",
    "business": "Petra Novak, Didier Maes",
    "feature": "Elsie Marr, Tom Achebe",
    "court and science": "Anne Wetherby, Ines Okafor",
    "sport": "Jonas Brandt, Leo Fuchs",
}

HOSTILE = {
    "capitals": "Kim Lee " * 2_500,
    "verbs": "Kim said " * 2_200,
    "unbalanced quotes": '“a "b ‘c ' * 2_200,
    "unbalanced brackets": "(" * 10_000 + " -- a" * 2_000,
    "sources": "according to reports that cited " * 600,
    "commas": ", Kim, a man, said" * 1_100,
}
"""About 20,000 characters each, in one sentence: work that grew with the square would not end."""

fragments = st.sampled_from(
    "Kim Lee Mr. the he they said adding that who and according to , . : ; ? — -- ( ) “ ” ‘ ’ \" ' «é 朴 \n\n 3".split(
        " "
    )
)


def article(table: str) -> tuple[Document, list[Sentence]]:
    """The document that a table describes, and its sentences with the labels that it asks for."""
    text = ""
    wanted: list[Sentence] = []
    for line in table.strip().splitlines():
        if not line:
            text = text.rstrip() + "\n\n"
            continue
        mode, speaker, words = (cell.strip() for cell in line.split("|", 2))
        start, text = len(text), text + words + " "
        sentence = Sentence(id=str(start), document="t", start=start, end=start + len(words), text=words)
        wanted.append(sentence.model_copy(update={"speaker": speaker or None, "mode": MODES[mode]}))
    return Document(title="t", text=text.rstrip()), wanted


def unlabelled(sentences: list[Sentence]) -> list[Sentence]:
    return [s.model_copy(update={"speaker": None, "mode": "report"}) for s in sentences]


def written(sentences: list[Sentence]) -> str:
    return "\n".join(f"{s.mode} | {s.speaker or ''} | {s.text}" for s in sentences)


@pytest.mark.parametrize("table", STYLES.values(), ids=STYLES.keys())
def test_every_sentence_has_its_speaker_and_mode(table: str) -> None:
    document, wanted = article(table)
    assert written(label(document, unlabelled(wanted))) == written(wanted)


@pytest.mark.parametrize("style", PEOPLE)
def test_people_come_in_order_of_first_mention(style: str) -> None:
    document, wanted = article(STYLES[style])
    assert ", ".join(people(document, unlabelled(wanted))) == PEOPLE[style]


@given(st.text() | st.lists(fragments, max_size=40).map(" ".join))
def test_any_text_keeps_its_sentences_and_a_report_has_no_speaker(text: str) -> None:
    document = Document(title="t", text=text)
    found = sentences(document)
    labelled = label(document, found)
    assert unlabelled(labelled) == found
    assert all(s.speaker is None for s in labelled if s.mode == "report")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_document_is_labelled_in_time(text: str) -> None:
    document = Document(title="t", text=text)
    whole = Sentence(id="0", document="t", start=0, end=len(text), text=text)
    assert len(label(document, [whole])) == 1
    people(document, [whole])
