"""What a run was made with: questions, corpus, code, settings, models, machine. Knows no answers.

The part that decides the answers is the run's identity: an interrupted run resumes only under the same.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from rag.records import Record
from rag.settings import ROOT, Settings

ANSWERING_CODE = ("rag/**/*.py", "rag/learned/*", "evals/baselines.py", "evals/judge.py")
"""Code that answers depend on, and what was learned. Figures and report are made anew each time: no part of it."""


_CREDENTIALS = re.compile(r"//[^/@]*@")


class Options(Record):
    """What a run is asked to do. `judge` names the judging model; None judges nothing."""

    dataset: Path
    output: Path
    limit: int | None = None
    kind: str | None = None
    split: str | None = None
    retrieval_only: bool = False
    baseline: tuple[str, ...] = ()
    judge: str | None = None
    restart: bool = False


class Identity(Record):
    """What decides the answers. Digests are SHA-256."""

    questions: str
    corpus: str
    code: str
    settings: dict[str, str]
    limit: int | None
    kind: str | None
    split: str | None
    retrieval_only: bool
    judge: str | None


class Provenance(Record):
    """The identity, and what else a reader wants to know of a run."""

    dataset: str
    identity: Identity
    model: str
    digests: dict[str, str]
    commit: str | None
    started: datetime
    python: str
    cores: int


def identity(options: Options, settings: Settings) -> Identity:
    """Read and hash what decides the answers."""
    return Identity(
        questions=digest([options.dataset]),
        corpus=digest(sorted(p for p in settings.corpus_dir.rglob("*") if p.is_file())),
        code=digest(sorted(path for pattern in ANSWERING_CODE for path in ROOT.glob(pattern))),
        settings=_shown(settings),
        limit=options.limit,
        kind=options.kind,
        split=options.split,
        retrieval_only=options.retrieval_only,
        judge=options.judge,
    )


def describe(options: Options, made_by: Identity, model: str, digests: Mapping[str, str]) -> Provenance:
    """Add the commit, the time and the machine."""
    return Provenance(
        dataset=options.dataset.stem,
        identity=made_by,
        model=model,
        digests=dict(digests),
        commit=_commit(),
        started=datetime.now(UTC).replace(microsecond=0),
        python=platform.python_version(),
        cores=os.cpu_count() or 1,
    )


def model_digests(settings: Settings, retrieval_only: bool) -> dict[str, str]:
    """SHA-256 of the models' weights by name; a provider's model has none."""
    from rag.weights import embedding_model, language_model

    models = [embedding_model(settings)]
    if settings.llm == "embedded" and not retrieval_only:
        models.append(language_model(settings))
    return {model.name: model.sha256 for model in models}


def digest(paths: Iterable[Path]) -> str:
    """One SHA-256 over the files' names and contents; for a single file, over its content alone."""
    files = list(paths)
    if len(files) == 1:
        return _sha256(files[0])
    return hashlib.sha256("".join(f"{path.name} {_sha256(path)}\n" for path in files).encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _shown(settings: Settings) -> dict[str, str]:
    """The settings that are set, without secrets and without folders, which decide no answer."""
    values = {name: getattr(settings, name) for name in type(settings).model_fields}
    hidden = (SecretStr, Path, type(None))
    return {n: _CREDENTIALS.sub("//", str(v)) for n, v in values.items() if not isinstance(v, hidden)}


def _commit() -> str | None:
    """The commit of the checkout, with a note when files differ from it. None outside of one."""
    if not shutil.which("git"):
        return None
    commit = _git("rev-parse", "--short=12", "HEAD")
    return f"{commit} and changed files" if commit and _git("status", "--porcelain") else commit


def _git(*arguments: str) -> str | None:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or None if done.returncode == 0 else None
