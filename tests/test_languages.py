"""Languages: recognised by their letters; Korean names spelt as the documents spell them."""

import pytest

from rag.languages import language, with_names

PEOPLE = ("Jang Ha-neul", "Noh Tae-woo", "Maria Ortiz", "Lee Sang-cheol")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who pays?", "en"),
        ("누가 돈을 내나요", "ko"),
        ("誰が払うのか", "ja"),
        ("首相訪米時期", "ja"),
        ("G7 정상회의는 언제", "ko"),
        ("", "en"),
    ],
)
def test_language(question: str, expected: str) -> None:
    assert language(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("장하늘 장관은 어디 갔나요", "Jang Ha-neul 장관은 어디 갔나요"),
        ("노태우는 뭐라고 했나", "Noh Tae-woo 는 뭐라고 했나"),
        ("이상철 교수", "Lee Sang-cheol 교수"),
        ("정부는 무엇을 요구하나", "정부는 무엇을 요구하나"),
        ("피해자들의 입장은", "피해자들의 입장은"),
        ("誰が払うのか", "誰が払うのか"),
    ],
)
def test_names_are_put_in_before_translating(question: str, expected: str) -> None:
    assert with_names(question, PEOPLE) == expected


def test_without_people_nothing_changes() -> None:
    assert with_names("장하늘 장관", ()) == "장하늘 장관"
