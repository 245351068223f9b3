"""The documents that the page shows, with who says what in them. Knows neither models nor HTML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.records import Document, Sentence

Label = Callable[[Document], Sequence[Sentence]]
"""A document's sentences with their speakers."""


@dataclass(frozen=True)
class Shelf:
    """At least one document. `problems`: one sentence for each file that could not be read."""

    documents: tuple[Document, ...]
    label: Label
    problems: tuple[str, ...] = ()

    def sentences(self, number: int) -> Sequence[Sentence]:
        """The sentences of the document at `number`, from 0. Labelled anew each time: 10 ms for an article."""
        return self.label(self.documents[number])
