"""Pairs of sources and an answer, by what is right or wrong with the answer. A source may begin with its speaker."""

# ruff: noqa: E501 - a line of a table is a sentence
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.records import Mode, Sentence
from rag.terms import numbers
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


NEWS = """
Maria Koller | Maria Koller, who chairs the housing committee, told reporters on Thursday that rents in the old town had risen by a fifth since 2019 and that 1,200 families were waiting for a flat.
+ Maria Koller said rents in the old town had risen by a fifth since 2019.
+ Maria Koller, who chairs the housing committee, said 1,200 families were waiting for a flat.
+ According to Maria Koller, 1,200 families were waiting for a flat.
- Maria Koller said rents in the old town had risen by a third since 2019.
- Reporters told Maria Koller that 1,200 families were waiting for a flat.

The airline, which flies to 40 cities, cancelled all its flights on Monday after pilots walked out over a plan to cut their pensions.
+ The airline cancelled all its flights on Monday after pilots walked out.
+ All the airline's flights were cancelled on Monday.
+ The airline flies to 40 cities.
- The airline cancelled 40 flights on Monday.
- Pilots cancelled all flights on Monday.
- The airline has cut the pensions of its pilots.

The drought, the worst in 60 years, has killed half of the country's cattle and driven thousands of herders into the cities, the United Nations said in a report.
+ The drought has killed half of the country's cattle, the UN said.
+ The drought is the worst in 60 years, according to the United Nations.
- The drought has killed thousands of herders, the United Nations said.
- The drought has killed the country's cattle, the United Nations said.

Negotiators for the two republics agreed late on Sunday to withdraw their troops from the valley within 45 days and to exchange about 300 prisoners.
+ The negotiators agreed to exchange about 300 prisoners.
+ Negotiators for the two republics agreed to withdraw their troops from the valley within 45 days.
- The two republics have withdrawn their troops from the valley.
- Negotiators agreed to exchange about 300 prisoners within 45 days.
- Negotiators agreed to withdraw 300 troops from the valley.

Joel Amsel | “If the vote were held today we would lose it,” Mr Amsel, the party's treasurer, said in an interview.
+ Joel Amsel said the party would lose the vote if it were held today.
- Joel Amsel said the party will lose the vote.

The court found no evidence that the minister had known of the payments.
+ The court found no evidence that the minister knew of the payments.
- The court found evidence that the minister had known of the payments.
- The minister had known of the payments, the court found.

Volunteers pulled 17 people from the rubble of the school, among them a girl of six.
+ 17 people were pulled from the rubble of the school by volunteers.
- Volunteers pulled six people from the rubble of the school.

Etta Brown | Brown, 44, denies the charges and is expected to appear in court on 9 May.
+ Brown denies the charges.
+ Brown is expected to appear in court on May 9.
- Brown admitted the charges.
- Brown appeared in court on 9 May.

The ministry did not say how many soldiers had died.
+ The ministry did not say how many soldiers died.
- The ministry said how many soldiers had died.

Shares in the carmaker fell 7 percent on Friday, their steepest drop since March 2020, after it recalled 900,000 vehicles.
+ Shares in the carmaker fell by 7% on Friday.
+ The carmaker recalled 900,000 vehicles.
- Shares in the carmaker fell 7 percent in March 2020.
- Shares in the carmaker fell because of a strike.

Rahel Tesfay | The vaccine protects children for at least four years, Dr. Tesfay said, but nobody knows whether it protects adults.
+ Rahel Tesfay said the vaccine protects children for at least four years.
+ Dr. Tesfay said that nobody knows whether the vaccine protects adults.
- Rahel Tesfay said the vaccine protects adults.
- Rahel Tesfay said the vaccine protects children for at most four years.

The president signed the bill into law on Tuesday despite protests by teachers.
+ On Tuesday the president signed the bill into law.
- Teachers signed the bill into law on Tuesday.
- The president vetoed the bill on Tuesday.

The city will ban cars from the centre because of the smog.
+ Cars will be banned from the centre because of the smog.
- The city has banned cars from the centre because of the smog.
- The city will ban cars from the centre because of accidents.

Ivo Lenz | “The wall was built by my grandfather,” Lenz said.
+ Ivo Lenz said the wall was built by his grandfather.
- Ivo Lenz built the wall.

The island's only hospital has neither a surgeon nor an ambulance.
+ The island's only hospital has no surgeon.
- The island's only hospital has an ambulance.

Three of the five judges voted to free him.
+ Three of the five judges voted to free him.
- Five judges voted to free him.
- All of the judges voted to free him.

The grant, worth $750,000, runs until June 2026.
+ The grant is worth 750,000 dollars.
- The grant runs until June 2025.

Fishermen blocked the port for six hours, demanding cheaper fuel.
+ Fishermen blocked the port for six hours and demanded cheaper fuel.
- The port blocked fishermen for six hours.

The treaty obliges both countries to share the water equally.
+ Both countries must share the water equally under the treaty.

A spokesman for the bank declined to comment.
+ A spokesman for the bank did not comment.
- A spokesman for the bank commented.

The two leaders will meet in Geneva next week to discuss grain exports.
+ The leaders will meet next week in Geneva.
- The two leaders met in Geneva last week to discuss grain exports.

The rebels freed the nurse after the army shelled the camp.
- The army freed the nurse.
- The rebels shelled the camp.
- The army shelled the camp after the rebels freed the nurse.

The mayor praised the firemen but criticised the water company for its slow reply.
- The mayor praised the water company.
- The mayor criticised the firemen.

Officials in Lima said the ship left Callao for Valparaiso on Friday.
- The ship left Valparaiso for Callao on Friday, officials said.
- Officials in Callao said the ship left Lima on Friday.

Nadia Roth | Nadia Roth said the museum should return the bronzes.
- Nadia Roth said the museum returned the bronzes.

Nadia Roth | Nadia Roth, the curator, hopes that the museum will reopen in spring.
- The museum will reopen in spring.

It is unclear whether the pilot survived.
- The pilot survived.

Few of the 500 workers want to leave, the union said.
- The 500 workers want to leave, the union said.

The army says it killed 12 rebels; villagers say the dead were farmers.
- The army says the dead were farmers.
- Villagers say the army killed 12 rebels.

Inflation in Norland is higher than in Sudland.
- Inflation in Sudland is higher than in Norland.

The strike, which began on Monday, has closed 12 plants in four states and cost the company about $90 million, according to a filing.
+ The strike began on Monday.
+ The strike has closed 12 plants in four states.
+ The strike has cost the company about 90 million dollars, according to a filing.
- The strike ended on Monday.
- The strike has closed four plants.
- The strike closed 12 plants on Monday.

Hassan Idris | The rebels have not been paid since June, Hassan Idris, a commander, said, and some are selling their rifles.
+ Hassan Idris said the rebels have not been paid since June.
+ Some rebels are selling their rifles, Hassan Idris said.
- The rebels have been paid since June.
- Hassan Idris is selling his rifle.
- Hassan Idris said the rebels are selling their rifles.

“We are a small country with a long memory,” the prime minister, Eva Lund, told parliament on Wednesday.
+ Eva Lund told parliament on Wednesday that "we are a small country with a long memory."
- Eva Lund said that "we are a great country with a long memory."

The orchestra, founded by refugees in 1946, will play its last concert in December unless the city renews its grant.
+ The orchestra was founded by refugees in 1946.
+ The orchestra will play its last concert in December unless the city renews its grant.
- The city will renew the grant of the orchestra.
- The orchestra will play its last concert in December.
- The orchestra was founded in December.

Two-thirds of the delegates voted against the merger.
+ Two-thirds of delegates voted against the merger.
- Two-thirds of the delegates voted for the merger.

Ms Okoro | Ms Okoro said that she had never met the general and that the photograph was a fake.
+ Ms Okoro said the photograph was a fake.
+ Ms Okoro said she had never met the general.
- Ms Okoro said she had met the general.
- Ms Okoro said the photograph was not a fake.

The regulator fined the lender 4.2 million euros for hiding losses from its clients.
+ The lender was fined 4.2 million euros by the regulator.
+ The regulator fined the lender for hiding losses from its clients.
- The lender fined the regulator 4.2 million euros.
- The lender lost 4.2 million euros.

Because the reservoir was nearly empty, the utility cut power to homes for eight hours a day.
+ The utility cut power to homes because the reservoir was nearly empty.
- The utility cut power to homes because of a fault.

The expedition's leader, Kaja Moen, 38, was the first woman to cross the ice alone.
+ Kaja Moen was the first woman to cross the ice alone.
+ Kaja Moen is 38.

The union wants a raise of 8 percent; the firm has offered 3.
+ The union wants a raise of 8 percent.
- The union wants a raise of 3 percent.
- The firm has offered a raise of 8 percent.

Health officials are investigating whether the water caused the illness.
+ Health officials are investigating whether the water caused the illness.
- Health officials said the water caused the illness.
- The water caused the illness.

The army denied shelling the market, which witnesses said was hit by at least two rockets.
+ The army denied shelling the market.
+ Witnesses said the market was hit by at least two rockets.
- The army shelled the market.
- The army said the market was hit by two rockets.

About 70 people, most of them pensioners, gathered outside the courthouse before dawn.
+ About 70 people gathered outside the courthouse.
- About 70 pensioners gathered outside the courthouse.

The tax would raise $2bn a year, the treasury estimates.
+ The treasury estimates that the tax would raise 2 billion dollars a year.
- The tax raised $2bn, the treasury said.

Mr Varga was replaced as chairman by his deputy, Lea Simon, in May.
+ Mr Varga was replaced by Lea Simon as chairman in May.
+ Lea Simon replaced Mr Varga as chairman in May.
- Mr Varga replaced Lea Simon as chairman in May.

Prosecutors have dropped the case against the former governor for lack of evidence.
+ Prosecutors dropped the case against the former governor.
- Prosecutors have opened a case against the former governor.

The painting had hung in a kitchen for 40 years before an expert recognised it.
+ The painting hung in a kitchen for 40 years.
- The painting had hung in a kitchen for 40 years after an expert recognised it.

Scientists at the station recorded a temperature of minus 71 degrees on 3 July.
+ A temperature of minus 71 degrees was recorded by scientists on July 3.
- Scientists at the station recorded a temperature of 3 degrees.

No decision has been made, a ministry spokeswoman said.
+ A ministry spokeswoman said no decision has been made.
- A decision has been made, a ministry spokeswoman said.

The village has been without electricity since the landslide, residents say.
+ Residents say the village has been without electricity since the landslide.
- The village has had electricity since the landslide, residents say.

The guard shot the driver, who had tried to flee.
- The driver shot the guard.
- The guard tried to flee.

Critics of the dam say it will drown 30 villages, a claim that the ministry rejects.
- The ministry says the dam will drown 30 villages.

Profits fell in the first quarter but rose sharply in the second.
- Profits rose in the first quarter.

The bill passed the lower house and was defeated in the senate.
- The bill was defeated in the lower house.
- The bill passed the senate.

Unlike Norland, Sudland has signed the accord.
- Norland has signed the accord.

The ambassador was recalled from Lima and sent to Quito.
- The ambassador was recalled from Quito.

Selma Aydin | The mayor of Karsan, Selma Aydin, said on Sunday that the city had run out of fuel for its ambulances and that 14 patients had been moved to a military hospital.
+ Selma Aydin said the city had run out of fuel for its ambulances.
+ Mayor Selma Aydin said 14 patients had been moved to a military hospital.
+ 14 patients were moved to a military hospital, according to Selma Aydin.
- Selma Aydin said 14 ambulances had run out of fuel.
- Selma Aydin said the military hospital had run out of fuel.
- Selma Aydin said 14 patients had died.
- Selma Aydin said the patients might be moved to a military hospital.
- The military said 14 patients had been moved to a hospital.

The central bank left its main rate at 3.5 percent on Thursday but signalled that it could lower it in the autumn if wages stopped rising.
+ The central bank left its main rate at 3.5%.
+ The bank signalled that it could lower the rate in the autumn if wages stopped rising.
- The central bank lowered its main rate to 3.5 percent.
- The central bank will lower its main rate in the autumn.
- The central bank raised its main rate on Thursday.
- The central bank could raise its main rate in the autumn if wages stopped rising.
- The central bank left its main rate at 3.5 percent because wages were rising.

Henrik Dahl | “Nobody told us the mine would be flooded,” said Henrik Dahl, 61, whose farm lies below the dam.
+ Henrik Dahl said nobody told them the mine would be flooded.
+ Henrik Dahl, whose farm lies below the dam, said nobody told them the mine would be flooded.
+ Henrik Dahl is 61.
- Henrik Dahl said they were told the mine would be flooded.
- Henrik Dahl flooded the mine.
- Henrik Dahl said the farm would be flooded.
- Henrik Dahl is the owner of the mine.

The opposition Green League won 48 of the 120 seats, three more than the governing Union Party, but neither can form a government alone.
+ The Green League won 48 of the 120 seats.
+ Neither can form a government alone.
- The Union Party won 48 seats.
- The Green League won all of the 120 seats.
- The Green League won three seats.
- The Green League can form a government alone.
- The Green League won fewer seats than the Union Party.

Amira Haddad | Amira Haddad, a lawyer for the families, accused the shipyard of ignoring six warnings and demanded that its director be charged.
+ Amira Haddad accused the shipyard of ignoring six warnings.
+ Amira Haddad, a lawyer for the families, demanded that the director be charged.
- The shipyard ignored six warnings.
- The shipyard's director was charged.
- The shipyard accused Amira Haddad of ignoring six warnings.
- The families accused Amira Haddad of ignoring six warnings.

Exports of tea fell by a quarter last year, while imports of coffee rose by a tenth, customs data show.
+ Exports of tea fell by a quarter last year.
+ Imports of coffee rose by a tenth last year.
- Exports of tea rose by a tenth last year.
- Imports of tea fell by a quarter last year.
- Exports of coffee fell by a quarter last year.
- Exports of tea fell by a half last year.

Two journalists were freed on Saturday after 400 days in prison; a third, Pavel Orlik, remains in custody.
+ Two journalists were freed on Saturday.
+ Pavel Orlik remains in custody.
- Pavel Orlik was freed on Saturday.
- Three journalists were freed on Saturday.
- Two journalists remain in custody.

The minister, who had promised to step down if the talks failed, resigned on Tuesday.
+ The minister resigned on Tuesday.
+ The minister had promised to step down if the talks failed.
- The minister did not resign.
- The minister resigned because the talks failed.

Doctors at the clinic have treated more than 2,000 people for cholera since the flood, most of them children.
+ Doctors at the clinic have treated more than 2,000 people for cholera since the flood.
+ Most of the people treated for cholera were children.
- Doctors at the clinic have treated fewer than 2,000 people for cholera.
- Doctors at the clinic have treated more than 2,000 children for cholera.
- All of the people treated for cholera were children.
- More than 2,000 doctors have been treated for cholera.

Yara Stone | Yara Stone, who designed the tunnel, doubts that it can be opened before 2031.
+ Yara Stone doubts that the tunnel can be opened before 2031.
+ Yara Stone designed the tunnel.
- Yara Stone said the tunnel can be opened before 2031.
- The tunnel was opened in 2031.
- Yara Stone doubts that the tunnel can be opened after 2031.

The ferry Aurelia struck a reef off the island of Tamsin shortly after midnight on Thursday, killing at least nine of its 212 passengers, the coast guard said.
+ The ferry Aurelia struck a reef off the island of Tamsin on Thursday.
+ At least nine passengers were killed, the coast guard said.
+ The ferry struck a reef shortly after midnight.
- The ferry killed 212 passengers.
- Nine passengers struck a reef, the coast guard said.
- The ferry Aurelia struck a reef shortly before midnight.
- At least 12 passengers were killed, the coast guard said.
- The ferry Aurelia sank off the island of Tamsin.
- The coast guard struck a reef off the island of Tamsin.

Piotr Wolny | Piotr Wolny, the health minister, said the government would buy 4 million doses but would not make vaccination compulsory.
+ Health Minister Piotr Wolny said the government would buy 4 million doses.
+ Piotr Wolny said the government would not make vaccination compulsory.
+ According to the health minister, the government would buy four million doses.
- Piotr Wolny said the government would make vaccination compulsory.
- Piotr Wolny said the government had bought 4 million doses.
- Piotr Wolny said the government would not buy 4 million doses.
- Piotr Wolny said vaccination could be compulsory.

Rosa Medina | “They paid us for the coffee in March, but they have not paid for the cocoa,” Ms Medina, who heads the cooperative, said.
+ Rosa Medina said they paid for the coffee in March.
+ Rosa Medina said they have not paid for the cocoa.
+ Rosa Medina heads the cooperative.
- Rosa Medina said they paid for the cocoa in March.
- Rosa Medina said they have not paid for the coffee.
- The cooperative said Rosa Medina had paid for the cocoa.

The army blamed the blast on a gas leak, but neighbours said they had heard a plane minutes earlier.
+ The army blamed the blast on a gas leak.
+ Neighbours said they had heard a plane minutes earlier.
- Neighbours blamed the blast on a gas leak.
- The army said it had heard a plane.
- A gas leak caused the blast.
- A plane caused the blast, neighbours said.

Lawmakers approved the budget by 88 votes to 61 after the finance minister agreed to scrap a tax on bicycles.
+ Lawmakers approved the budget by 88 votes to 61.
+ The finance minister agreed to scrap a tax on bicycles.
+ The budget was approved by lawmakers.
- Lawmakers rejected the budget by 88 votes to 61.
- Lawmakers approved the budget by 61 votes to 88.
- Lawmakers approved a tax on bicycles.
- The finance minister approved the budget.
- Lawmakers agreed to scrap a tax on bicycles.
- The finance minister has scrapped a tax on bicycles.

Kofi Asante | Prof. Kofi Asante of the University of Tolan, who was not involved in the study, called the results “promising but preliminary”.
+ Kofi Asante called the results “promising but preliminary”.
+ Kofi Asante was not involved in the study.
- Kofi Asante was involved in the study.
- Kofi Asante called the results “promising”, and he led the study.
- Kofi Asante said the results were wrong.

The factory makes 300 buses a year, fewer than a third of them electric.
+ The factory makes 300 buses a year.
+ Fewer than a third of the buses are electric.
- The factory makes 300 electric buses a year.
- More than a third of the buses are electric.
- The factory makes 300 buses a month.

Ingmar Falk | Falk, who won the seat in 2014 and lost it in 2018, said he would run again only if his party asked him to.
+ Falk won the seat in 2014.
+ Falk lost the seat in 2018.
+ Ingmar Falk said he would run again only if his party asked him to.
- Falk won the seat in 2018.
- Falk lost the seat in 2014.
- Ingmar Falk said he would run again.
- Ingmar Falk's party asked him to run again.
- Ingmar Falk said he would not run again.

The two-year-old truce between the clans broke down last week when gunmen burned a mosque in Adari.
+ The truce between the clans broke down last week.
+ Gunmen burned a mosque in Adari.
+ A mosque in Adari was burned by gunmen last week.
- The truce between the clans broke down two weeks ago.
- The clans burned a mosque in Adari.
- Gunmen burned two mosques in Adari.
- The truce holds.

The government says the dam will create 6,000 jobs, though economists doubt that more than half will go to local people.
+ The government says the dam will create 6,000 jobs.
- Economists say the dam will create 6,000 jobs.
- The government says the jobs will go to local people.
- The dam has created 6,000 jobs.
- The government doubts that the dam will create 6,000 jobs.

Iris Vogel | Iris Vogel, the theatre’s director, told the council that the roof would not survive another winter and that repairs would cost 2.3 million euros.
Jan Mertens | “We have no money for roofs,” said Jan Mertens, the deputy mayor.
+ Iris Vogel said the roof would not survive another winter, but deputy mayor Jan Mertens said they have no money for roofs.
+ Iris Vogel, the director of the theatre, said repairs would cost €2.3 million.
+ Jan Mertens, the deputy mayor, said there is no money for roofs.
+ Iris Vogel told the council that repairs would cost 2.3 million euros, adding that the roof would not survive another winter.
- Jan Mertens said the roof would not survive another winter.
- Iris Vogel said there is no money for roofs.
- Iris Vogel, the deputy mayor, said the roof would not survive another winter.
- Jan Mertens told the council that repairs would cost 2.3 million euros.

The airline said it had grounded its nine Corvus jets after cracks were found in the wings of two of them.
Leif Aune | Leif Aune, an aviation analyst, said that such cracks were common in older aircraft and could be repaired within days.
+ The airline grounded its nine Corvus jets after cracks were found, and analyst Leif Aune said such cracks could be repaired within days.
+ The airline has grounded nine jets.
+ Cracks were found in the wings of two jets.
+ Such cracks are common in older aircraft, according to Leif Aune.
- Leif Aune grounded nine jets.
- The airline said such cracks were common.
- The airline grounded two jets.
- The cracks were repaired within days, Leif Aune said.
- Leif Aune said that cracks are found in all older aircraft.

The lake has lost 40 percent of its water since 1990, according to the ministry, which blames farmers for digging illegal wells.
+ The lake has lost 40% of its water since 1990.
+ According to the ministry, the lake has lost 40 percent of its water since 1990.
+ The ministry blames farmers for digging illegal wells.
+ Farmers are blamed by the ministry for digging illegal wells.
- The lake has lost 40 percent of its water since 2009.
- Farmers blame the ministry for digging illegal wells.
- The lake has gained 40 percent of its water since 1990.

Nour Saleh | Nour Saleh, a teacher who fled the town with her three children, said they had walked for two days without food.
Hakim Nasser | Mr. Nasser said the camp, built for 5,000 people, now held 17,000.
+ Nour Saleh said they had walked for two days without food, and Hakim Nasser said the camp now held 17,000 people.
+ Nour Saleh, a teacher, fled the town with her three children.
+ Hakim Nasser said the camp was built for 5,000 people.
+ They had walked without food for two days, said Nour Saleh.
- Nour Saleh said they had walked for three days without food.
- Nour Saleh said they had food.
- Hakim Nasser said the camp was built for 17,000 people.
- Nour Saleh said the camp now held 17,000 people.
- Hakim Nasser fled the town with his three children.

The two parties agreed to form a coalition after six weeks of talks but have not said who will lead it.
+ The two parties agreed to form a coalition.
+ The parties have not said who will lead the coalition.
+ After six weeks of talks, the two parties agreed to form a coalition.
- The two parties have said who will lead the coalition.
- The two parties refused to form a coalition.
- The two parties agreed to form a coalition within six weeks.

Elena Ortiz | “It is the first time a president has visited our valley,” Elena Ortiz, a beekeeper, said.
Bruno Salas | Bruno Salas, who led the protest, said the visit was a show.
+ Elena Ortiz said it is the first time a president has visited the valley.
+ Elena Ortiz, a beekeeper, said it was the first time a president had visited their valley, while Bruno Salas said the visit was a show.
- Elena Ortiz said the visit was a show.
- Bruno Salas said it is the first time a president has visited the valley.
- Elena Ortiz led the protest.
- Elena Ortiz said a president has never visited the valley.

The drug cut the risk of a second stroke by 28 percent, but patients who took it bled more often, the study found.
+ The drug reduced the risk of a second stroke by 28%, the study found.
+ Patients who took the drug bled more often.
+ The study found that patients who took it bled more often.
- The drug raised the risk of a second stroke by 28 percent.
- Patients who took the drug bled less often.

A judge in Brenholm on Friday ordered the city to reopen the Vell bridge, which it had closed in 2021 after inspectors found rust in nine of its 40 cables, about twice as many as in 2016.
+ A judge ordered the city to reopen the Vell bridge.
+ The city closed the Vell bridge in 2021.
+ The Vell bridge was closed in 2021 after inspectors found rust in nine of its 40 cables.
+ On Friday the city was ordered by a judge in Brenholm to reopen the Vell bridge.
- Inspectors found rust in 40 cables.
- Inspectors ordered the city to reopen the bridge.
- The Vell bridge was closed in 2016.

Lars Stroud | City engineer Lars Stroud said the bridge could carry buses but not lorries, and that replacing every cable would take three summers.
+ Lars Stroud said the bridge could carry buses but not lorries.
+ City engineer Lars Stroud said that replacing every cable would take three summers.
- Lars Stroud said the bridge could carry lorries.
- Lars Stroud said the bridge could carry neither buses nor lorries.

Petra Vogt | “My customers drive past twice, once in each direction,” said Petra Vogt, 53, whose bakery stands on the north bank.
Petra Vogt | “Then they stop coming.”
+ Petra Vogt's bakery stands on the north bank.
+ Petra Vogt said her customers drive past twice.
+ Petra Vogt is 53 and her bakery stands on the north bank.
- Petra Vogt's bakery stands on the south bank.

Dana Whitlock | The mayor, Dana Whitlock, said she would appeal within ten days and accused the judge of “building bridges on paper”.
Owen Ferris | Owen Ferris, who sued on behalf of 31 shops, said he would drop the case if the city paid for the lost trade.
+ Dana Whitlock said she would appeal within ten days.
+ Mayor Dana Whitlock accused the judge of “building bridges on paper”.
+ Owen Ferris said he would drop the case if the city paid for the lost trade.
+ Owen Ferris, who sued on behalf of 31 shops, would drop the case if the city paid for the lost trade.
+ The mayor said she would appeal, while Owen Ferris said he would drop the case if the city paid for the lost trade.
- Owen Ferris said he would appeal within ten days.
- Owen Ferris dropped the case.
- Dana Whitlock said she would drop the case.
- Dana Whitlock appealed.
- Dana Whitlock sued on behalf of 31 shops.

Rita Hahn | Fewer than one in five such rulings is overturned, according to Rita Hahn, who teaches public law at Sorrel College.
+ Rita Hahn said fewer than one in five such rulings is overturned.
+ Rita Hahn teaches public law at Sorrel College.
+ According to Rita Hahn of Sorrel College, fewer than one in five such rulings is overturned.
- Rita Hahn said more than one in five such rulings is overturned.
- One in five such rulings is upheld, according to Rita Hahn.

The state auditor put the cost at 48 million marks, but the city council, which met twice in March, has never voted on it.
+ The state auditor put the cost at 48 million marks.
+ The city council has never voted on the cost.
+ The city council met twice in March.
+ The cost was put at 48 million marks by the state auditor.
- The city council put the cost at 48 million marks.
- The city council has voted on the cost.
- The state auditor met twice in March.

Ina Rask | “A child was sent home because nobody could tell the school which bus was running,” Ms Rask, a teacher, told the court.
+ Ina Rask told the court that a child was sent home because nobody could tell the school which bus was running.
+ Ina Rask said a child was sent home.
+ Ina Rask, a teacher, said that nobody could tell the school which bus was running.
- Ina Rask sent a child home.

The two operators, which were to merge in May, have put the deal off until regulators in three countries agree.
+ The two operators have put the deal off until regulators in three countries agree.
+ The two operators were to merge in May.
+ The deal has been put off.
- The two operators merged in May.
- The deal has been cancelled.

The vaccine maker must pay the clinic 6.4 million kroner by September 30 for doses that arrived warm, a tribunal ruled, about half of what the clinic had asked for.
+ The vaccine maker must pay the clinic 6.4 million kroner by 30 September.
+ A tribunal ruled that the vaccine maker must pay the clinic 6.4 million kroner.
- The clinic must pay the vaccine maker 6.4 million kroner.
- The vaccine maker must pay the clinic by October 30.
- The vaccine maker has paid the clinic 6.4 million kroner.

Lena Ost | Lena Ost, captain of the women’s team, called the ban “a joke” and said that none of her players had been asked.
Men from the club may still train there, and the youth teams will move to Halden in the autumn.
+ Lena Ost called the ban “a joke”.
+ Lena Ost said none of her players had been asked.
+ The youth teams will move to Halden in the autumn, and men from the club may still train there.
+ Lena Ost, the captain of the women's team, said that none of the players had been asked.
- Lena Ost said her players had been asked.
- Lena Ost will move to Halden in the autumn.
- Men from the club may no longer train there.
- The youth teams have moved to Halden.
"""
"""Answers that a source carries (+), and nearly the same ones that it does not (-)."""

KEPT_WRONGLY = """
A judge ordered the city to reopen the Vell bridge, which it had closed in 2021.
- The judge closed the Vell bridge in 2021.

The deal waits until regulators in three countries agree.
- Regulators in three countries agreed.

The minister, who had promised to step down if the talks failed, resigned on Tuesday.
- The minister promised to resign on Tuesday.

Piotr Wolny | Piotr Wolny said the government would buy 4 million doses but would not make vaccination compulsory.
- Piotr Wolny said the doses would be compulsory.

Rosa Medina | “They paid us for the coffee in March,” Ms Medina, who heads the cooperative, said.
- Rosa Medina paid for the coffee in March.

Kofi Asante | Prof. Kofi Asante of the University of Tolan, who was not involved in the study, called it promising.
- The University of Tolan was not involved in the study.

Opposition leader Tomas Rell met Prime Minister Eva Lund and Foreign Minister Ada Brandt in Riga.
- Prime Minister Ada Brandt met Tomas Rell in Riga.

Critics of the dam say it will drown 30 villages, a claim that the ministry rejects.
- Critics of the dam reject the claim.
"""
"""What word order and tables do not see."""

Case = tuple[str, list[Sentence], str]


def source(line: str) -> Sentence:
    speaker, _, text = line.rpartition(" | ")
    mode: Mode = "paraphrase" if speaker else "report"
    return Sentence(id=text, document="d", start=0, end=len(text), text=text, speaker=speaker or None, mode=mode)


def cases(table: str, sign: str) -> list[Case]:
    """Kind, sources and answer, for each answer with the sign; the answers before the next source share theirs."""
    found: list[Case] = []
    kind, sources, answered = "news", list[Sentence](), False
    for line in filter(None, table.splitlines()):
        match line[:2]:
            case "# ":
                kind = line[2:]
            case "+ " | "- " | "= ":
                answered = True
                found += [(kind, sources, line[2:])] if line[0] == sign else []
            case _:
                sources, answered = [*([] if answered else sources), source(line)], False
    return found


@pytest.mark.parametrize(("kind", "sources", "answer"), cases(SUPPORTED, "=") + cases(NEWS, "+"))
def test_a_supported_sentence_stands(kind: str, sources: list[Sentence], answer: str) -> None:
    support = verify(answer, sources)
    assert support.supported and not support.problem, (kind, support)


@pytest.mark.parametrize(("kind", "sources", "answer"), cases(UNSUPPORTED, "=") + cases(NEWS, "-"))
def test_an_unsupported_sentence_falls_and_says_why(kind: str, sources: list[Sentence], answer: str) -> None:
    support = verify(answer, sources)
    assert not support.supported and support.problem, (kind, support)


@pytest.mark.xfail(strict=True, reason="would need a parser")
@pytest.mark.parametrize(("kind", "sources", "answer"), cases(KEPT_WRONGLY, "-"))
def test_the_known_limits(kind: str, sources: list[Sentence], answer: str) -> None:
    assert not verify(answer, sources).supported


def test_every_kind_has_four_pairs() -> None:
    kinds = Counter(kind for table in (SUPPORTED, UNSUPPORTED) for kind, _, _ in cases(table, "="))
    assert len(kinds) == 20 and min(kinds.values()) >= 4


def test_nothing_supports_without_a_source_and_nothing_is_said_without_words() -> None:
    assert verify("Rain fell.", []).problem == "no source"
    assert verify("Yes.", [source("Rain fell.")]).problem == "nothing to check"
    assert verify("It was “heavy rain”.", [source("Rain fell.")]).problem == "changed quotation"
    assert verify("Ann Lee", [source("Ann Lee left the harbour in May.")]).problem == "no statement"


TEXTS = st.text() | st.sampled_from([s.text for _, found, _ in cases(NEWS, "+") for s in found])
SPEAKERS = st.none() | st.text()


@given(TEXTS, SPEAKERS, st.lists(TEXTS, max_size=2))
def test_a_sentence_supports_itself_beside_any_others(text: str, speaker: str | None, others: list[str]) -> None:
    itself = source("").model_copy(update={"text": text, "speaker": speaker})
    assert verify(text, [*map(source, others), itself]).supported


@given(TEXTS, st.lists(st.tuples(TEXTS, SPEAKERS), max_size=3))
def test_it_never_raises_and_its_score_is_a_share(text: str, sources: list[tuple[str, str | None]]) -> None:
    found = [source("").model_copy(update={"text": given_text, "speaker": who}) for given_text, who in sources]
    support = verify(text, found)
    assert 0.0 <= support.score <= 1.0
    assert support.supported == (support.problem == "")


def test_two_are_not_the_second() -> None:
    assert not verify(
        "The council held 2 votes on the plan.", [source("The council held the second vote on the plan.")]
    ).supported


@given(TEXTS, st.integers(min_value=2, max_value=10**12), TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_a_number_that_no_source_has_is_never_supported(
    before: str, number: int, after: str, sources: list[str]
) -> None:
    answer = f"{before} {number} {after}"
    known = {n for text in sources for n in numbers(text)}
    if numbers(answer) - known:
        assert not verify(answer, [source(text) for text in sources]).supported


@pytest.mark.parametrize(
    ("answer", "supported"),
    [
        ("The name of the Norwegian transport minister is Ana Berg.", False),
        ("The Norwegian transport minister is Ana Berg.", False),
        ("The name of the transport minister is Ana Berg.", True),
        ("The captain of the ferry is Per Lund.", True),
    ],
)
def test_a_name_is_given_to_nobody_else(answer: str, supported: bool) -> None:
    text = "Transport Minister Ana Berg met her Norwegian counterpart and Per Lund, the captain of the ferry, in May."
    source = Sentence(id="1", document="d", start=0, end=len(text), text=text)
    assert verify(answer, [source]).supported is supported
