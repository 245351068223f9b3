"""The stored vectors follow the corpus, in a real Chroma with a fake embedder."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from fakes import FakeEmbeddings

from rag.errors import RagError, StoreError, StoreInUseError, UsageError
from rag.index import BATCH, Changes, PassageIndex
from rag.passages import sentences, split
from rag.records import Document, Passage
from rag.settings import ROOT, Settings

RIVER = "The river rose.\n\nThe bridge held."
HARBOUR = "The harbour froze."
SCHOOL = "The school opened.\n\nPupils cheered."


def passages(**texts: str) -> list[Passage]:
    """Of documents given by title and text; each paragraph is a passage."""
    given = [Document(title=title, text=text) for title, text in texts.items()]
    return [p for d in given for p in split(d, sentences(d), FakeEmbeddings().count_tokens)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index_dir=tmp_path / "index", chroma_url=None)


BEFORE = {"river": RIVER, "harbour": HARBOUR}


@pytest.mark.parametrize(
    ("after", "changes", "embedded"),
    [
        (BEFORE, Changes(added=0, changed=0, removed=0, unchanged=2, embedded=0), []),
        (
            {**BEFORE, "school": SCHOOL},
            Changes(added=1, changed=0, removed=0, unchanged=2, embedded=2),
            ["The school opened.", "Pupils cheered."],
        ),
        (
            {**BEFORE, "river": RIVER.replace("held", "fell")},
            Changes(added=0, changed=1, removed=0, unchanged=1, embedded=1),
            ["The bridge fell."],
        ),
        (
            {**BEFORE, "river": f"New.\n\n{RIVER}"},
            Changes(added=0, changed=1, removed=0, unchanged=1, embedded=3),
            ["New.", "The river rose.", "The bridge held."],
        ),
        ({"river": RIVER}, Changes(added=0, changed=0, removed=1, unchanged=1, embedded=0), []),
        (
            {"school": SCHOOL, "river": "The river rose."},
            Changes(added=1, changed=1, removed=1, unchanged=0, embedded=2),
            ["The school opened.", "Pupils cheered."],
        ),
    ],
)
def test_update(settings: Settings, after: dict[str, str], changes: Changes, embedded: list[str]) -> None:
    with PassageIndex.open(settings, FakeEmbeddings()) as index:
        added = Changes(added=2, changed=0, removed=0, unchanged=0, embedded=3)
        assert index.update(passages(**BEFORE)) == added
    model = FakeEmbeddings()
    with PassageIndex.open(settings, model) as index:
        assert index.update(passages(**after)) == changes
        assert model.embedded == embedded
        assert found(index) == {p.id for p in passages(**after)}


def found(index: PassageIndex) -> set[str]:
    return {key for key, _ in index.nearest("the river", 100)}


def test_more_passages_than_a_batch(settings: Settings) -> None:
    many = passages(long="\n\n".join(f"Ship {n} left port {n % 7} with {n % 11} men." for n in range(BATCH + 1)))
    with PassageIndex.open(settings, FakeEmbeddings()) as index:
        assert index.update(many).embedded == BATCH + 1
        assert index.update([]) == Changes(added=0, changed=0, removed=1, unchanged=0, embedded=0)
        assert found(index) == set()


def test_rebuild_embeds_everything_again(settings: Settings) -> None:
    model = FakeEmbeddings()
    with PassageIndex.open(settings, model) as index:
        index.update(passages(river=RIVER))
        model.embedded.clear()
        changes = Changes(added=1, changed=0, removed=0, unchanged=0, embedded=2)
        assert index.rebuild(passages(river=RIVER)) == changes
        assert model.embedded == ["The river rose.", "The bridge held."]


def test_nearest_is_by_cosine_best_first(settings: Settings) -> None:
    given = passages(a="River river river.", b="River bridge.", c="Harbour.")
    with PassageIndex.open(settings, FakeEmbeddings()) as index:
        index.update(given)
        best = index.nearest("river", 3)
        assert [key for key, _ in best] == [p.id for p in given]
        assert [score for _, score in best] == pytest.approx([1.0, 0.5**0.5, 0.0], abs=1e-5)
        assert index.nearest("river", 2) == best[:2]
        stored = index._client.get_collection("passages", embedding_function=None)
        assert stored.configuration_json["hnsw"]["space"] == "cosine"


def test_another_model_is_refused_until_a_rebuild(settings: Settings) -> None:
    with PassageIndex.open(settings, FakeEmbeddings()) as index:
        index.update(passages(**BEFORE))
    with PassageIndex.open(settings, FakeEmbeddings("another")) as index:
        with pytest.raises(StoreError, match=r"'bag-of-words' instead of 'another'.*rag index --rebuild"):
            index.update(passages(**BEFORE))
        assert index.rebuild(passages(**BEFORE)).embedded == 3
        assert index.update(passages(**BEFORE)).embedded == 0
    with PassageIndex.open(settings, FakeEmbeddings("another")) as index:
        assert index.update(passages(**BEFORE)).unchanged == 2


def test_another_splitter_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with PassageIndex.open(settings, FakeEmbeddings()) as index:
        index.update(passages(**BEFORE))
    monkeypatch.setattr("rag.index.SPLITTER_VERSION", "next")
    refused = pytest.raises(StoreError, match=r"splitter .* instead of 'next'.*--rebuild")
    with PassageIndex.open(settings, FakeEmbeddings()) as index, refused:
        index.update(passages(**BEFORE))


OPEN = """
import sys
from fakes import FakeEmbeddings
from rag.errors import StoreInUseError
from rag.index import PassageIndex
from rag.settings import Settings
try:
    PassageIndex.open(Settings(index_dir=sys.argv[1]), FakeEmbeddings()).close()
except StoreInUseError as error:
    sys.exit(str(error))
"""


def opened_elsewhere(folder: Path) -> subprocess.CompletedProcess[str]:
    """What another process meets that opens the index in this folder."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return subprocess.run(
        [sys.executable, "-c", OPEN, str(folder)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_second_process_is_refused(settings: Settings) -> None:
    with PassageIndex.open(settings, FakeEmbeddings()):
        refused = opened_elsewhere(settings.index_dir)
    message = f"Another process uses the index in {settings.index_dir}: stop it, or set RAG_INDEX_DIR"
    assert refused.returncode == 1 and refused.stderr.startswith(message)
    assert opened_elsewhere(settings.index_dir).returncode == 0


def test_the_same_folder_by_another_spelling_is_refused(settings: Settings) -> None:
    link = settings.index_dir.with_name("link")
    with PassageIndex.open(settings, FakeEmbeddings()):
        link.symlink_to(settings.index_dir)
        for spelling in (link, settings.index_dir / ".." / "index"):
            with pytest.raises(StoreInUseError):
                PassageIndex.open(Settings(index_dir=spelling), FakeEmbeddings())


def lose_vectors(folder: Path) -> None:
    """What two processes on one folder do: the rows stay, their vectors are gone."""
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as database:
        database.execute("DELETE FROM embeddings_queue")
        database.commit()


def test_lost_vectors_are_noticed_and_a_rebuild_mends_them(settings: Settings) -> None:
    with PassageIndex.open(settings, FakeEmbeddings()) as index:
        index.update(passages(**BEFORE))
    lose_vectors(settings.index_dir)
    with PassageIndex.open(settings, FakeEmbeddings()) as index:
        with pytest.raises(StoreError, match=r"damaged.*rag index --rebuild"):
            index.update(passages(**BEFORE))
        assert index.rebuild(passages(**BEFORE)).embedded == 3
        assert len(found(index)) == 3


def test_vectors_that_do_not_find_themselves_are_noticed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with PassageIndex.open(settings, FakeEmbeddings()) as index:
        found = type(index._store).similarity_search_by_vector_with_relevance_scores
        monkeypatch.setattr(
            type(index._store),
            "similarity_search_by_vector_with_relevance_scores",
            lambda store, vector, k: found(store, [*vector[1:], vector[0]], k),
        )
        with pytest.raises(StoreError, match=r"does not find itself.*--rebuild"):
            index.update(passages(**BEFORE))


def test_a_file_that_is_no_database_is_named(settings: Settings) -> None:
    settings.index_dir.mkdir()
    (settings.index_dir / "chroma.sqlite3").write_bytes(b"no database " * 1000)
    with pytest.raises(StoreError, match=f"{settings.index_dir} cannot be opened"):
        PassageIndex.open(settings, FakeEmbeddings())
    assert opened_elsewhere(settings.index_dir).stderr.count("Another process") == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"file.index cannot be written: set RAG_INDEX_DIR"):
        PassageIndex.open(Settings(index_dir=tmp_path / "file" / "index"), FakeEmbeddings())


def test_indexes_in_memory_do_not_mix_and_end() -> None:
    with PassageIndex.in_memory(FakeEmbeddings()) as one, PassageIndex.in_memory(FakeEmbeddings()) as two:
        one.update(passages(river=RIVER))
        two.update(passages(harbour=HARBOUR))
        assert found(one) == {p.id for p in passages(river=RIVER)}
        assert found(two) == {p.id for p in passages(harbour=HARBOUR)}
    assert {one._name, two._name}.isdisjoint(c.name for c in one._client.list_collections())


@pytest.mark.parametrize("stored", [True, False])
def test_closing_twice_is_closing_once(settings: Settings, stored: bool) -> None:
    model = FakeEmbeddings()
    with PassageIndex.open(settings, model) if stored else PassageIndex.in_memory(model) as index:
        index.close()


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("localhost:8000", UsageError, "give it as http://HOST:PORT"),
        ("ftp://localhost", UsageError, "give it as http://HOST:PORT"),
        ("http://", UsageError, "give it as http://HOST:PORT"),
        ("http://localhost:port", UsageError, "give it as http://HOST:PORT"),
        ("http://127.0.0.1:{free}", StoreError, "start it, or unset RAG_CHROMA_URL"),
    ],
)
def test_a_server_that_cannot_be_used_is_named(url: str, error: type[RagError], words: str) -> None:
    given = url.format(free=free_port())
    with pytest.raises(error) as caught:
        PassageIndex.open(Settings(chroma_url=given), FakeEmbeddings())
    message = str(caught.value)
    assert given in message and message.endswith(f"{words}.") and "\n" not in message


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """The address of a real `chroma run`, which is up once it says so."""
    port = str(free_port())
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--path", str(folder)]
    log = folder.with_suffix(".log")
    with log.open("w") as output:
        server = subprocess.Popen([*command, "--host", "127.0.0.1", "--port", port], stdout=output, stderr=output)
    try:
        until_it_answers(int(port), server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def until_it_answers(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"chroma run ended: {log.read_text()}")


def update(url: str, given: Sequence[Passage], model: FakeEmbeddings) -> Changes:
    with PassageIndex.open(Settings(), model) as index:
        changes = index.update(given)
        assert found(index) == {p.id for p in given}
    return changes


@pytest.mark.real
def test_a_chroma_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with chroma_server(tmp_path / "server") as url:
        monkeypatch.setenv("RAG_CHROMA_URL", url)
        monkeypatch.setenv("RAG_INDEX_DIR", str(tmp_path / "unused"))
        first, second = FakeEmbeddings(), FakeEmbeddings()
        assert update(url, passages(**BEFORE), first).added == 2
        assert update(url, passages(**BEFORE), second).unchanged == 2
        assert second.embedded == []
        with PassageIndex.open(Settings(), first) as one, PassageIndex.open(Settings(), second) as two:
            one.update(passages(river=RIVER))
            assert found(two) == {p.id for p in passages(river=RIVER)}
        with PassageIndex.open(Settings(), FakeEmbeddings("another")) as index:
            with pytest.raises(StoreError, match="rag index --rebuild"):
                index.update(passages(river=RIVER))
            assert index.rebuild(passages(river=RIVER)).embedded == 2
    assert not (tmp_path / "unused").exists()
