"""The parts of `rag.languages`, in the order in which they build on each other.

sound     words of any script -> how they sound, and how alike two are
hangul    syllables -> sounds, and a pattern for a Korean name's spellings in Latin letters
kana      katakana -> sounds
hanja     Chinese characters -> Korean syllables
surnames  Korean surnames in Hangul, Chinese characters, katakana and Latin letters
everyday  Korean words that are never names
glossary  Korean and Japanese words -> English, as tables
terms     words of the glossary, dates and amounts in a question -> English
brackets  a name with its spelling in brackets -> that spelling
persons   persons in a question -> their full names
names     any other name of the documents, by its sound
"""
