"""What a sentence can hold: an amount, a time, a name of the kind asked for."""

import pytest

from rag.cast import cast_of
from rag.kinds import can_hold, says_none
from rag.records import Sentence

MEETING = Sentence(id="m", document="d", start=0, end=0, text="Minister Ann Lee met the historian Omar Haddad.")
CAST = cast_of(("Ann Lee", "Omar Haddad"), [MEETING])


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many lost?", "Nine firms lost in 2018.", True),
        ("How many agree?", "Two thirds agree.", True),
        ("How many came?", "Thousands came.", True),
        ("How many firms lost?", "The firms lost.", False),
        ("How many miners voted?", "The miners say they are owed £38m.", False),
        ("How many were arrested?", "No arrests were made.", True),
        ("How old is Ann Lee?", "Ann Lee met 12 percent of them.", False),
        ("How old is Ann Lee?", "Ann Lee, 58, farms.", True),
        ("What price did it fetch?", "It fell by 12 percent.", False),
        ("What price did it fetch?", "It fetched 12 crowns.", True),
        ("What share did they hold?", "They held 62 percent.", True),
        ("How much was paid in 2018?", "In 2018 it was paid.", False),
        ("How much time do they lose?", "It costs each an hour and a half a day.", True),
        ("How much time do they lose?", "It costs 3.2 million crowns.", False),
        ("When did they meet?", "They met on Tuesday.", True),
        ("When did it rule?", "It ruled from 1910 to 1945.", True),
        ("When did they lose?", "The firms lost.", False),
        ("On what exact day is the vote?", "The vote is early next year.", False),
        ("How long did the meeting last?", "They met last week.", False),
        ("How long did the meeting last?", "The meeting took two hours.", True),
        ("How long did it rule?", "It ruled between 1910-1945.", True),
        ("When was her first trip?", "Her second trip is in May.", False),
        ("Why did it stand back?", "It stood back out of fear.", True),
        ("Why did they refuse?", "They refused because of the law.", True),
        ("Why did the firms lose?", "The firms lost.", False),
        ("Why did it refuse?", "It refused, according to the firm.", False),
        ("Which firm lost?", "The firm is Nordwerk Steel.", True),
        ("Which Japanese firm lost?", "The Japanese firm lost.", False),
        ("Which firms have to pay?", "The Supreme Court ordered firms to pay.", False),
        ("Which court ruled?", "The Supreme Court ordered firms to pay.", True),
        ("names of the plaintiffs?", "The Supreme Court ordered firms to pay.", False),
        ("names of the plaintiffs?", "One of them, Maria Ortiz, wept.", True),
        ("In which city will they meet?", "Ann Lee goes to Japan in April.", False),
        ("In which city will they meet?", "They meet in Corvane.", True),
        ("Which country will she visit?", "Ann Lee goes to Japan in April.", True),
        ("Who is Japan's foreign minister?", "Minister Ann Lee met her Japanese counterpart in Corvane.", False),
        ("Who is the minister?", "Minister Ann Lee left.", True),
        ("Who is the minister?", "The office of Haddad said so.", False),
        ("What is the hacker group called?", "Hackers copied the records of Lakeside Hospital in May.", True),
        ("What is the group that attacked Lakeside called?", "They attacked Lakeside Hospital in May.", False),
        ("What is the name of the trader?", "The historian Omar Haddad bought it.", False),
        ("What is the name of the historian?", "It was Omar Haddad.", True),
        ("Which party does she belong to?", "She spoke on Harbour Day in Corvane.", False),
        ("Which university is it?", "She teaches at Corvane College.", True),
        ("In what month of 2018 did it rule?", "The rulings of 2018 stand.", False),
        ("In which month did it rule?", "It ruled in October.", True),
        ("Where did they lose?", "The firms lost.", True),
        ("Who lost?", "The firms lost.", True),
        ("What is lost?", "", True),
    ],
)
def test_can_hold(question: str, text: str, expected: bool) -> None:
    assert can_hold(question, text, CAST) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("how many were arrested", "No arrests were made.", True),
        ("How many card numbers were stolen?", "Names were taken, but no credit card numbers.", True),
        ("How many people died?", "The flood killed no one.", True),
        ("How many people work there?", "They had no second password.", False),
        ("Who was arrested?", "No arrests were made.", False),
    ],
)
def test_says_none(question: str, text: str, expected: bool) -> None:
    assert says_none(question, text) is expected
