"""The parts of `rag.speakers`, in the order in which they build on each other.

words        text -> tokens, closed classes of words
speech       verbs of speech, and what must follow them
phrases      noun phrases, forwards
subjects     the subject of a verb, backwards
saying       `X said …`, `…, said X`
attribution  a sentence -> who it says is speaking, in its own words
quotations   a text -> what stands in quotation marks
names        sentences -> names, and which are persons'
reference    "he", "Lee", "the minister" -> who is meant
"""
