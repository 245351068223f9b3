"""Pairs of sources and an answer, by what is right or wrong with the answer. A source may begin with its speaker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.records import Sentence
from rag.verification import verify

SUPPORTED = """
# verbatim
Rain fell on the capital for nine days.
= Rain fell on the capital for nine days.
Ana Ruiz | “We never saw the contract,” said Ana Ruiz, who runs the bakery.
= “We never saw the contract,” said Ana Ruiz, who runs the bakery.
The ferry may be sold if no buyer for the island is found, the bank said.
= The ferry may be sold if no buyer for the island is found, the bank said.
Neither the mayor nor her deputy would comment.
= Neither the mayor nor her deputy would comment

# paraphrase
The company turned down the union's request for higher wages.
= The firm rejected the union's request for higher pay.
Paul Brandt | Mayor Paul Brandt said the bridge would be shut until the cracks were mended.
= Mayor Paul Brandt stated that the bridge would be closed until the cracks were repaired.
Prices of bread climbed by 9 percent in June.
= Bread prices rose by 9 percent in June.
The court's decision allowed the growers to sell their harvest abroad.
= The ruling of the court let the growers sell their harvest abroad.
Ida Holt | Investigator Ida Holt said that the pilot had received no warning before the collision.
= The pilot had got no warning before the collision, according to Ida Holt.

# shortened
The museum, founded in 1903, will lend 14 paintings to Lisbon for the summer, its director said on Tuesday.
= The museum will lend 14 paintings to Lisbon.
Police arrested three men in Marsley on Friday after a chase that damaged eleven cars.
= Police arrested three men in Marsley.
Omar Said | Omar Said, a retired judge, said the committee had ignored two letters and a petition.
= Omar Said said the committee had ignored two letters.
The harvest failed in the northern districts, and the price of rice doubled within a month.
= The price of rice doubled within a month.
The lawyers did not appeal the verdict, which ordered the bank to repay 2 million euros to its clients.
= The lawyers did not appeal the verdict.

# voice
A storm sank two trawlers off Cape Morrow on Sunday night.
= Two trawlers were sunk by a storm off Cape Morrow.
The old theatre was bought by a group of students in 2014.
= A group of students bought the old theatre in 2014.
The senate rejected the water bill by 41 votes to 39.
= The water bill was rejected by the senate.
Lena Fisk | Lena Fisk said thieves had stolen six violins from the school.
= Lena Fisk said six violins had been stolen from the school by thieves.

# speaker named
Ana Ruiz | “The ovens have been cold since March.”
= Ana Ruiz said the ovens have been cold since March.
Tom Avery | He said he had warned the port twice.
= Tom Avery said he had warned the port twice.
Grace Mbeki | “I would sign it again,” she said.
= According to Grace Mbeki, she would sign it again.
the drivers' union | The strike will go on, the union said.
= The drivers' union said the strike will go on.
The ministry said the vaccine was safe.
= The ministry said that the vaccine was safe.

# number in another form
Twenty-four miners were trapped below ground.
= 24 miners were trapped below ground.
The tower cost £3.2m.
= The tower cost 3.2 million pounds.
Some 1,500,000 people live in the delta.
= Some 1.5 million people live in the delta.
The trial opens on 3 April.
= The trial opens on April 3.
The loan of two and a half billion dollars was repaid.
= The loan of $2.5 billion was repaid.
Unemployment fell to 4 per cent.
= Unemployment fell to 4%.
The World Health Organization approved the test in Sept. 2020.
= The WHO approved the test in September 2020.
Leaders of the Group of Twenty met in the U.S. last year.
= Leaders of the Group of 20 met in the United States last year.

# combined from two sources
Ida Holt | Ida Holt said the pilot had no warning.
Carl Nemo | Carl Nemo, who heads the airline, said the crew was well trained.
= Ida Holt said the pilot had no warning, but Carl Nemo said the crew was well trained.
The bakery closed in May.
Ana Ruiz | Ana Ruiz said she owed 40,000 euros to the bank.
= The bakery closed in May, and Ana Ruiz said she owed 40,000 euros to the bank.
Ida Holt | Ida Holt said the radar was old.
Carl Nemo | “The radar is old,” Nemo said.
= Both Ida Holt and Carl Nemo said the radar was old.
Daria Foods owns the plant.
The company plans to close it in October.
= Daria Foods plans to close it in October.
The trade pact was signed in Quito.
Ben Lowe | Ben Lowe called it “a poor bargain”.
= The trade pact was signed in Quito, while Ben Lowe called it “a poor bargain”.
"""

UNSUPPORTED = """
# wrong speaker
Ana Ruiz | “The ovens have been cold since March,” Ana Ruiz said.
= Paul Brandt said the ovens have been cold since March.
Ida Holt | Ida Holt said the pilot had no warning, and Carl Nemo disagreed.
= Carl Nemo said the pilot had no warning.
Ida Holt | Ida Holt said the radar was old.
Carl Nemo | Carl Nemo said the crew was well trained.
= Carl Nemo said the radar was old.
Rain fell on the capital for nine days.
= The mayor said rain fell on the capital for nine days.
the drivers' union | The strike will go on, the union said.
= According to the railway, the strike will go on.

# wrong number
Police arrested three men in Marsley.
= Police arrested five men in Marsley.
The tower cost £3.2m.
= The tower cost 3.2 billion pounds.
The tower cost £3.2m.
= The tower cost 3.2 million dollars.
The firm will cut 640 jobs by 31 January.
= The firm will cut 31 jobs by January.
Norland holds 62 percent of the shares and Sudland 38 percent.
= Norland holds 38 percent of the shares.
More than 300 houses burned down.
= Fewer than 300 houses burned down.

# wrong date
The trial opens on 3 April.
= The trial opens on 3 May.
The museum was founded in 1903.
= The museum was founded in 1930.
The senate votes on Thursday.
= The senate votes on Tuesday.
The bank was founded in 1950 and collapsed in 2008.
= The bank was founded in 2008.

# negation dropped
The lawyers did not appeal the verdict.
= The lawyers appealed the verdict.
No ship left the harbour on Monday.
= A ship left the harbour on Monday.
The council refused to pay for the repairs.
= The council will pay for the repairs.
The bakery never reopened after the fire.
= The bakery reopened after the fire.
The letter made no mention of the loan.
= The letter made mention of the loan.
The fire injured nobody.
= The fire injured people.
Tom Avery | Tom Avery denied that he had taken the money.
= Tom Avery said that he had taken the money.

# negation added
The lawyers appealed the verdict.
= The lawyers did not appeal the verdict.
Police arrested three men in Marsley.
= Police never arrested three men in Marsley.
Ida Holt | Ida Holt said the pilot had received a warning.
= Ida Holt said the pilot had received no warning.
The council agreed to pay for the repairs.
= The council refused to pay for the repairs.
The doors were locked.
= The doors weren't locked.

# hedge removed
The ferry may be sold.
= The ferry will be sold.
The ferry could be sold next year.
= The ferry is sold next year.
The company plans to close the mill in October.
= The company closed the mill in October.
The talks are expected to end on Friday.
= The talks ended on Friday.
Ida Holt | Ida Holt said ice had probably caused the crash.
= Ida Holt said ice caused the crash.
The council has not said whether the pool will open.
= The pool will open.
Paul Brandt | Brandt said the town would sue if the dam was built.
= Paul Brandt said the town would sue.
Prosecutors accuse the clerk of selling the files.
= The clerk sold the files.

# roles swapped
The senate sued the president over the tax records.
= The president sued the senate over the tax records.
The union accused the company of breaking the contract.
= The company accused the union of breaking the contract.
The old theatre was bought by a group of students.
= The old theatre bought a group of students.
Norland has invaded Sudland twice.
= Norland was invaded by Sudland twice.
The police chief praised the students, whom the mayor had blamed.
= The students praised the police chief.
Lena Fisk | Lena Fisk said the school owed the thieves nothing and had sued them.
= Lena Fisk said the thieves had sued the school.

# facts fused
Ida Holt | Ida Holt, an engineer from Oslo, said the radar was old.
Carl Nemo | Carl Nemo, who flew jets for the navy, said the crew was tired.
= Ida Holt, who flew jets for the navy, said the radar was old.
The bakery in Marsley closed in May.
The dairy in Quito was sold to a rival.
= The bakery in Marsley was sold to a rival.
The tower cost £3.2m.
The bridge was finished in 2016.
= The tower was finished in 2016.
Ana Ruiz | Ana Ruiz said she owed 40,000 euros to the bank.
Paul Brandt | Paul Brandt said the town would buy the ovens.
= Ana Ruiz said the town would buy the ovens.

# not in the source
The museum will lend 14 paintings to Lisbon.
= The museum will sell a statue to Lisbon.
Police arrested three men in Marsley.
= The three men have confessed.
The tower cost £3.2m.
= The tower was designed by Hugo Lang.
Rain fell on the capital for nine days.
= Rain destroyed the harvest around the capital.
The bakery closed in May.
= The bakery has been criticised for its prices.

# opposite direction
Bread prices rose by 9 percent in June.
= Bread prices fell by 9 percent in June.
The storm is moving north along the coast.
= The storm is moving south along the coast.
The senate accepted the water bill.
= The senate rejected the water bill.
The workers repaired the pump on Sunday.
= The workers damaged the pump on Sunday.
The court shortened the sentence from 12 years to 8.
= The court extended the sentence from 8 years to 12.
The shop opened before the war.
= The shop opened after the war.
Few of the patients recovered.
= Many of the patients recovered.

# wrong place
Two trawlers sank off Cape Morrow.
= Two trawlers sank off Cape Linden.
The trade pact was signed in Quito.
= The trade pact was signed in Lima.
The trade pact was signed in Quito.
Talks about the pact began in Lima.
= The trade pact was signed in Lima.
The trial opens in the northern town of Marsley.
= The trial opens in Oslo.

# cause invented
The bakery closed in May.
= The bakery closed in May because rents had doubled.
The minister resigned on Friday, a week after the floods.
= The minister resigned on Friday because of the floods.
The senate rejected the bill. Farmers had blocked the roads.
= The senate rejected the bill since farmers had blocked the roads.
The lawyers did not appeal the verdict.
= The lawyers did not appeal the verdict, fearing higher costs.
The dam was lowered because of rain, and the turbine was sold.
= The turbine was sold because of rain.

# more general
Some patients recovered within a week.
= All patients recovered within a week.
Some patients recovered within a week.
= Patients recovered within a week.
The old pumps often fail in winter.
= The old pumps always fail in winter.
Several ministers attended the funeral.
= Every minister attended the funeral.
The island imports rice and oil.
= The island imports only rice.
Most of the houses lost their roofs.
= All of the houses lost their roofs.
"""


def cases(table: str) -> list[tuple[str, list[Sentence], str]]:
    """Kind, sources and answer of each case."""
    found, kind, sources = [], "", list[Sentence]()
    for line in filter(None, table.splitlines()):
        if line.startswith("# "):
            kind = line[2:]
        elif line.startswith("= "):
            found.append((kind, sources, line[2:]))
            sources = []
        else:
            speaker, _, text = line.rpartition(" | ")
            sources = [*sources, source(text, speaker or None)]
    return found


def source(text: str, speaker: str | None = None) -> Sentence:
    mode = "paraphrase" if speaker else "report"
    return Sentence(id=text, document="d", start=0, end=len(text), text=text, speaker=speaker, mode=mode)


@pytest.mark.parametrize(("kind", "sources", "answer"), cases(SUPPORTED))
def test_a_supported_sentence_stands(kind: str, sources: list[Sentence], answer: str) -> None:
    support = verify(answer, sources)
    assert support.supported, (kind, support)
    assert support.problem == ""


@pytest.mark.parametrize(("kind", "sources", "answer"), cases(UNSUPPORTED))
def test_an_unsupported_sentence_falls_and_says_why(kind: str, sources: list[Sentence], answer: str) -> None:
    support = verify(answer, sources)
    assert not support.supported, (kind, support)
    assert support.problem
