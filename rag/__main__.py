"""The command line: `python -m rag "QUESTION"`, `python -m rag index`, `python -m rag sentences`."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from rag.errors import DocumentError, RagError, StoreInUseError, UsageError, WeightsError

if TYPE_CHECKING:
    from rag.records import Answer, Citation

HELP = """\
python -m rag "QUESTION" [--json]      one answer with the sentences it rests on
python -m rag index [--rebuild]        bring the index up to date with the corpus
python -m rag sentences [--json]       every sentence of the corpus, with its speaker"""

UNUSABLE = (UsageError, DocumentError, WeightsError, StoreInUseError)
"""Errors that the caller can mend: exit code 2."""


def main(arguments: Sequence[str]) -> int:
    """Run one command. Exit code 0: done; 2: wrong usage or unusable input; 1: anything else."""
    try:
        options = _parse(arguments)
        {"index": _index, "sentences": _sentences, "ask": _ask}[options.command](options)
    except RagError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UNUSABLE) else 1
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line instead of the usage: the help is a command of its own."""
        raise UsageError(f"python -m rag: {message}; see python -m rag --help.")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    command = arguments[0] if arguments and arguments[0] in ("index", "sentences") else "ask"
    parser = _Parser(
        "python -m rag",
        usage=HELP,
        description="Answers questions from the documents in corpus/.",
        add_help=True,
    )
    if command == "ask":
        parser.add_argument("question", help="the question, in one argument")
        parser.add_argument("--json", action="store_true", help="print the Answer as one JSON object")
    elif command == "index":
        parser.add_argument("--rebuild", action="store_true", help="throw the stored passages away first")
    else:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args(arguments[1:] if command != "ask" else arguments)
    options.command = command
    return options


def _ask(options: argparse.Namespace) -> None:
    if not options.question.strip():
        raise UsageError('The question is empty: python -m rag "QUESTION".')
    from rag.assistant import Assistant
    from rag.settings import read_settings

    with Assistant(read_settings(), progress=_show) as assistant:
        _show("", 1.0)
        answer = assistant.ask(options.question)
        print(answer.model_dump_json(indent=2) if options.json else _readable(answer))


def _index(options: argparse.Namespace) -> None:
    from rag.assistant import index
    from rag.settings import read_settings

    changes, problems = index(read_settings(), rebuild=options.rebuild)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(
        f"documents: {changes.added} added, {changes.changed} changed, {changes.removed} removed, "
        f"{changes.unchanged} unchanged; {changes.embedded} passages embedded"
    )


def _sentences(options: argparse.Namespace) -> None:
    from rag.assistant import labelled_sentences
    from rag.settings import read_settings

    for sentence in labelled_sentences(read_settings()):
        if options.json:
            print(sentence.model_dump_json())
        else:
            print(f"{sentence.mode:<11}{sentence.speaker or '':<24}{sentence.text}")


def _show(phrase: str, fraction: float) -> None:
    if sys.stderr.isatty():
        line = f"{phrase} … {fraction:4.0%}" if phrase else ""
        print(line.ljust(72), end="\r", file=sys.stderr, flush=True)


def _readable(answer: "Answer") -> str:
    shown = [answer.text, ""]
    shown += [_line(c) for c in answer.citations]
    if answer.nearest:
        shown += ["The nearest sentences, which do not answer it:", *map(_line, answer.nearest)]
    return "\n".join([*shown, "", f"model: {answer.model}; as of {answer.as_of or 'an unknown date'}"])


def _line(citation: "Citation") -> str:
    who = f" — {citation.speaker}, {citation.mode}" if citation.speaker else ""
    return f"[{citation.n}] {citation.document}:{citation.start}-{citation.end}{who}\n    {citation.quote}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
