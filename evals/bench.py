"""How fast it is and what it takes, beside the textbook pipeline in the same run. Judges no answer.

Each measurement has a process of its own, so that memory and start are its own. Timings on shared
machines are noisy: read the ratios of one run, not the seconds of two.
"""

import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from rag.records import Answer
from rag.settings import ROOT, Settings

QUESTIONS = 10
"""Enough for a median; at five seconds each it keeps the run short."""

PATIENCE = 300.0
"""Seconds for the page to become ready: the first start of a machine assembles the model."""

Figures = dict[str, float]


def run() -> str:
    """Measure everything; the table as Markdown. Takes a few minutes."""
    with TemporaryDirectory() as folder:
        page = _apart(_page, folder)
        ours = _apart(_answers, "assistant", folder)
        theirs = _apart(_answers, "textbook", folder)
    return render({**page, **ours}, theirs)


def render(ours: Figures, theirs: Figures) -> str:
    """One row a figure: this project, the textbook pipeline, and the first by the second."""
    rows = ["| figure | this project | textbook | ratio |", "|---|---|---|---|"]
    for name, value in ours.items():
        other = theirs.get(name)
        beside = f"{other:.2f} | {value / other:.2f}" if other else "– | –"
        rows.append(f"| {name} | {value:.2f} | {beside} |")
    return "\n".join(rows)


def _apart(measure: Callable[..., Figures], *arguments: str) -> Figures:
    print(
        f"measuring: {measure.__name__.strip('_')} {arguments[0] if len(arguments) > 1 else ''}",
        file=sys.stderr,
    )
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def _page(folder: str) -> Figures:
    """Seconds from the start of `python app.py` to the page, and to the models being ready."""
    port = _free_port()
    environment = {**os.environ, "RAG_INDEX_DIR": str(Path(folder) / "page")}
    command = [sys.executable, "app.py", "--port", str(port)]
    since = time.perf_counter()
    with _running(command, environment):
        address = f"http://127.0.0.1:{port}"
        to_page = _until(lambda: _get(address) is not None, since)
        to_ready = _until(lambda: json.loads(_get(f"{address}/healthz") or "{}").get("ready"), since)
    return {"start to page, s": to_page, "start to ready, s": to_ready}


def _answers(which: str, folder: str) -> Figures:
    """Seconds to index, to the first word and to the whole answer (medians), and the peak of memory."""
    settings = Settings(index_dir=Path(folder) / which)
    since = time.perf_counter()
    with _responder(which, settings) as responder:
        opened = time.perf_counter() - since
        timings = [_timed(responder, question) for question in [*_questions(), *_questions()]]
    cold, warm = timings[:QUESTIONS], timings[QUESTIONS:]
    return {
        "load and index, s": opened,
        "first word, first asked, s": statistics.median(first for first, _ in cold),
        "whole answer, first asked, s": statistics.median(total for _, total in cold),
        "first word, asked again, s": statistics.median(first for first, _ in warm),
        "whole answer, asked again, s": statistics.median(total for _, total in warm),
        "peak memory, GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }


def _responder(which: str, settings: Settings) -> AbstractContextManager[object]:
    from evals import parts

    made = parts.real(settings)
    return made.assistant(()) if which == "assistant" else made.baselines[which](())


def _timed(responder: object, question: str) -> tuple[float, float]:
    """Seconds to the first word and to the end."""
    since, first = time.perf_counter(), 0.0
    with closing(responder.stream(question)) as events:  # type: ignore[attr-defined]
        for event in events:
            if not first and isinstance(event, str | Answer):
                first = time.perf_counter() - since
    return first, time.perf_counter() - since


def _questions() -> list[str]:
    """The first dev questions of the shipped set that ask for one fact."""
    lines = (ROOT / "evals" / "datasets" / "article.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [r["question"] for r in rows if (r["category"], r["split"]) == ("fact", "dev")][:QUESTIONS]


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _until(holds: Callable[[], object], since: float) -> float:
    while not holds():
        if time.perf_counter() - since > PATIENCE:
            raise TimeoutError(
                f"The page was not ready after {PATIENCE:.0f} s: start `python app.py` and read what it says."
            )
        time.sleep(0.05)
    return time.perf_counter() - since


def _get(url: str) -> str | None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=5) as response:
            return str(response.read().decode())
    except (urllib.error.URLError, OSError):
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
