"""What other programs may call: one function with a name and a description."""

import re
import urllib.request
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from pages import Served

from rag.records import Answer
from rag.settings import ROOT

QUESTION = "What did the Supreme Court order in 2018?"


@pytest.fixture(scope="module")
def client(site: Served, tmp_path_factory: pytest.TempPathFactory) -> Client:
    downloads: Path = tmp_path_factory.mktemp("client")
    return Client(site.url, verbose=False, download_files=str(downloads))


def test_a_question_in_three_lines(client: Client, site: Served) -> None:
    answer = client.predict(QUESTION, api_name="/ask")
    assert Answer.model_validate(answer).citations[0].quote
    assert site.assistant.asked[-1] == (QUESTION, [])


def test_the_readmes_lines(site: Served, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    (block,) = (block for block in blocks if "gradio_client" in block)
    exec(block.replace("http://127.0.0.1:7860", site.url), {})
    assert "[1]" in capsys.readouterr().out


def test_history_goes_along(client: Client, site: Served) -> None:
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "To pay."}]
    client.predict("And then?", history, api_name="/ask")
    assert site.assistant.asked[-1] == ("And then?", history)


def test_an_error_arrives_as_its_sentence(client: Client) -> None:
    with pytest.raises(AppError, match=r"The model failed: restart the server\."):
        client.predict("Will it fail?", api_name="/ask")


def test_nothing_else_is_public(client: Client) -> None:
    api = client.view_api(return_format="dict", print_info=False)
    assert isinstance(api, dict)
    assert list(api["named_endpoints"]) == ["/ask"]
    assert api["unnamed_endpoints"] == {}
    ask = api["named_endpoints"]["/ask"]
    assert ask["description"].startswith("Answer a question from the documents")
    known = [(one["parameter_name"], one["parameter_has_default"]) for one in ask["parameters"]]
    assert known == [("question", False), ("history", True)]


def test_health(site: Served) -> None:
    with urllib.request.urlopen(f"{site.url}/healthz") as response:
        assert response.status == 200
        assert response.read() == b'{"page":true,"ready":true}'
