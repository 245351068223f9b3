"""The command line of the evaluation. Turns errors into words and exit codes; measures nothing itself."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rag.errors import DocumentError, RagError, StoreInUseError, UsageError, WeightsError

DONE, FAILED, UNUSABLE = 0, 1, 2
MENDABLE = (UsageError, DocumentError, WeightsError, StoreInUseError)
"""Errors that the caller can mend, as in `python -m rag`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: failed, a significant drop, below a floor; 2: unusable input."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except MENDABLE as error:
        return _say(str(error), UNUSABLE)
    except RagError as error:
        return _say(str(error), FAILED)
    except KeyboardInterrupt:
        return _say("Stopped. The same command goes on where it was.", FAILED)


def _run(options: argparse.Namespace) -> int:
    from evals import markdown, parts, report, results
    from evals.provenance import Options
    from evals.run import run
    from rag.settings import read_settings

    options.baseline = BASELINES if options.baseline == [] else tuple(options.baseline or ())
    asked = Options(**{name: getattr(options, name) for name in Options.model_fields})
    settings = read_settings()
    if asked.retrieval_only:  # needs no language model, so a machine without one can measure it
        settings = settings.model_copy(update={"llm": "none"})
    if asked.judge == CONFIGURED:
        asked = asked.model_copy(update={"judge": settings.llm})
    finished = run(asked, settings, parts.real(settings))
    (asked.output / results.SUMMARY).write_text(finished.summary.model_dump_json(indent=2) + "\n", encoding="utf-8")
    page = asked.output / results.REPORT
    page.write_text(report.render(finished), encoding="utf-8")
    print(f"{markdown.render(finished.summary)}\nReport: {page}")
    return DONE


def _compare(options: argparse.Namespace) -> int:
    from evals import compare

    before, after = compare.load(options.before), compare.load(options.after)
    changes = compare.compare(before, after)
    print(compare.render(before, after, changes))
    return FAILED if compare.is_drop(changes) else DONE


def _bench(options: argparse.Namespace) -> int:
    from evals import bench

    del options
    print(bench.run())
    return DONE


def _gate(options: argparse.Namespace) -> int:
    from evals import compare, gate

    found = compare.load(options.folder)
    checks = gate.check(found, gate.load_floors(options.table or gate.table_of(found), options.floors or gate.FLOORS))
    print(gate.render(checks))
    return DONE if all(check.is_held for check in checks) else FAILED


def _candidates(options: argparse.Namespace) -> int:
    from evals import candidates
    from rag.settings import read_settings

    settings = read_settings()
    ratings = options.ratings or settings.feedback_file
    if not ratings:
        raise UsageError("RAG_FEEDBACK_FILE is off: name a file of ratings, or unset it.")
    written = candidates.write(ratings, options.output, settings.corpus_dir)
    print(f"Candidates in {options.output}: {written}. Complete `facts` and check the rest before asking them.")
    return DONE


def _fit(options: argparse.Namespace) -> int:
    from evals import fitting
    from rag.settings import read_settings

    for told in fitting.run(options.output, read_settings()):
        print(told)
    return DONE


BASELINES = ("bm25", "dense", "textbook")
CONFIGURED = "the configured model"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Measures how well questions are answered.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands.add_parser("run", help="ask a question set, write results.jsonl, summary.json and report.html"))
    compare = commands.add_parser("compare", help="two runs, figure by figure; exit 1 on a significant drop")
    compare.add_argument("before", type=Path, metavar="DIR_A")
    compare.add_argument("after", type=Path, metavar="DIR_B")
    compare.set_defaults(command=_compare)
    gate = commands.add_parser("gate", help="a run against evals/floors.toml; exit 1 below a floor")
    gate.add_argument("folder", type=Path, metavar="DIR")
    gate.add_argument("--floors", type=Path, metavar="FILE", help="another file of floors")
    gate.add_argument("--table", metavar="NAME", help="which floors; default: the question set's name")
    gate.set_defaults(command=_gate)
    candidates = commands.add_parser("candidates", help="the page's ratings as questions for a person to complete")
    candidates.add_argument("ratings", type=Path, nargs="?", metavar="FEEDBACK_FILE", help="default: RAG_FEEDBACK_FILE")
    candidates.add_argument("--output", type=Path, required=True, metavar="FILE", help="a new question set")
    candidates.set_defaults(command=_candidates)
    fit = commands.add_parser("fit", help="learn the adapter beside the embedded model from labelled texts and replies")
    fit.add_argument("--output", type=Path, metavar="DIR", help="folder for the adapter; default: rag/learned")
    fit.set_defaults(command=_fit)
    bench = commands.add_parser(
        "bench", help="start, first word, whole answer and memory, beside the textbook pipeline"
    )
    bench.set_defaults(command=_bench)
    return parser


def _add_run(run: argparse.ArgumentParser) -> None:
    run.add_argument("--dataset", type=Path, required=True, metavar="FILE", help="question set, JSON Lines")
    run.add_argument("--output", type=Path, required=True, metavar="DIR", help="folder for the results")
    run.add_argument("--limit", type=_positive, metavar="N", help="N questions, taken in turn from every kind")
    run.add_argument("--kind", metavar="K", help="only questions of this category")
    run.add_argument("--split", choices=("dev", "test"), help="only questions of this split")
    run.add_argument("--retrieval-only", action="store_true", help="search only; needs no language model")
    run.add_argument(
        "--baseline",
        nargs="*",
        choices=BASELINES,
        metavar="NAME",
        help=f"also run plain pipelines: {', '.join(BASELINES)}, all when none is named",
    )
    run.add_argument(
        "--judge",
        nargs="?",
        const=CONFIGURED,
        metavar="MODEL",
        help="also have answers judged, by provider:model or by the configured model",
    )
    run.add_argument("--restart", action="store_true", help="discard an earlier run in the folder")
    run.set_defaults(command=_run)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("give a whole number from 1")
    return number


def _say(message: str, code: int) -> int:
    print(f"python -m evals: {' '.join(message.split())}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
