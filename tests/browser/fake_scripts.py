"""What the fake assistant says, by words of the question. A citation is of the sentence that the text holds, else of
the sentence that stands for its number: see `FakeAssistant`."""

from collections.abc import Callable, Iterator, Sequence

from rag.records import AnswerSentence, Sentence

Script = Callable[[str, Sequence[Sentence]], Iterator[AnswerSentence]]

HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\"> ![i](http://198.51.100.1/i.png) <b>${document.title}</b> "
    '[x](javascript:alert(1)) {{7*7}} </script><script>document.title="owned"</script>'
)
"""What attackers try: markup, a remote image, a template, a script."""


def script(question: str) -> Script:
    """The one whose word the question holds; the usual one when it holds none."""
    return next((one for word, one in _SCRIPTS.items() if word in question), _usual)


def _said(
    text: str, *citations: int, verdict: str = "supported", origin: str = "model", replaced: bool = False
) -> AnswerSentence:
    return AnswerSentence.model_validate(
        {"text": text, "citations": citations, "verdict": verdict, "origin": origin, "replaced": replaced}
    )


def _usual(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    yield _said("The Supreme Court ordered Japanese firms to pay damages in 2018.", 1)
    yield _said("Choi Eun-mi thinks that the two sides will come around.", 2, 3)


def _long(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    for n in range(60):
        yield _said(f"This is sentence {n}.", 1)


def _absent(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    yield _said(f"The sources do not say: “{question}”", origin="assistant")


def _mended(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    yield _said("The firms have paid everything.", verdict="unsupported")
    yield _said(f"“{known[4].text}”", 1, origin="quotation", replaced=True)


def _hostile(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    yield _said(HOSTILE, 1)
    yield _said(HOSTILE, 1, origin="assistant")
    yield _said(HOSTILE, 1, origin="quotation")


def _sides(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    """Six quotations by three voices, two of them in turns, between remarks of the assistant."""
    yield _said("No Japanese speaker is quoted; this is what others say:", origin="assistant")
    choi = [s for s in known if s.speaker == "Choi Eun-mi"]
    lee = [s for s in known if s.speaker == "Lee Won-deog"]
    reporter = next(s for s in known if s.text.startswith("Park talked"))
    for n, sentence in enumerate((choi[0], lee[0], choi[1], lee[1], choi[2]), 1):
        text = sentence.text if "“" in sentence.text else f"“{sentence.text}”"
        yield _said(f"According to {sentence.speaker}: {text}", n, origin="quotation")
    yield _said(f"The article itself says so, naming nobody: “{reporter.text}”", 6, origin="quotation")
    yield _said("Read on 28 February 2023: “Tuesday” = 28 February 2023.", 6, origin="assistant")


def _loaded(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    """A premise that the sources correct, and the model's sentence with its own quotation."""
    yield _said("The sources say otherwise:", 1, origin="assistant")
    yield _said("The firms have rejected direct compensation.", 1)
    yield _said(f"“{known[4].text}”", 1, origin="quotation")


def _several(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    """A quotation of two sentences, of which the second is quoted alone as well."""
    yield _said(f"{known[4].text} {known[5].text}", 1, origin="quotation")
    yield _said(f"“{known[5].text}”", 2, origin="quotation")


_SCRIPTS: dict[str, Script] = {
    "long": _long,
    "alive": _absent,
    "mended": _mended,
    "hostile": _hostile,
    "sides": _sides,
    "since": _loaded,
    "several": _several,
}
