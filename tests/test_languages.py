"""Languages: recognised by their letters; names, terms and dates put into English before a model translates."""

import unicodedata

import pytest

from rag.foreign.persons import with_persons
from rag.languages import language, prepared

PEOPLE = ("Jang Ha-neul", "Noh Tae-woo", "Maria Ortiz", "Lee Sang-cheol", "Renee Oduya", "Kang Mi-rae", "Baek Dong-su")
NAMES = ("Varsland", "Brantwell", "Kalimbe Dam", "Torvik")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who pays?", "en"),
        ("누가 돈을 내나요", "ko"),
        ("誰が払うのか", "ja"),
        ("首相訪米時期", "ja"),
        ("G7 정상회의는 언제", "ko"),
        (unicodedata.normalize("NFD", "누가 돈을 내나요"), "ko"),
        ("ｱﾅﾀ", "ja"),
        ("", "en"),
    ],
)
def test_language(question: str, expected: str) -> None:
    assert language(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("장하늘 장관은 어디 갔나요", "Minister Jang Ha-neul 은 어디 갔나요"),
        ("노태우는 뭐라고 했나", "Noh Tae-woo 는 뭐라고 했나"),
        ("이상철 교수", "Professor Lee Sang-cheol"),
        ("정부는 무엇을 요구하나", "정부는 무엇을 요구하나"),
        ("피해자들의 입장은", "피해자들의 입장은"),
        ("誰が払うのか", "誰が払うのか"),
    ],
)
def test_names_are_put_in_before_translating(question: str, expected: str) -> None:
    assert with_persons(question, PEOPLE) == expected


def test_without_people_nothing_changes() -> None:
    assert with_persons("장하늘 장관", ()) == "장하늘 장관"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "장 장관이 지난주 화요일에 누구를 만났나요?",
            "Minister Jang Ha-neul 이 last week Tuesday 에 누구를 만났나요?",
        ),
        (
            "강 위원장과 백 의원은 무엇에 합의했나요?",
            "Chairperson Kang Mi-rae 과 Lawmaker Baek Dong-su 은 무엇에 합의했나요?",
        ),
        ("오두야 변호사는 배상을 요구했나요?", "Lawyer Renee Oduya 는 compensation 을 요구했나요?"),
        ("바르슬란드 정부는 4월에 사과했나요?", "Varsland government 는 April 에 사과했나요?"),
        ("바르슬란드의 총리는 언제 일본을 방문하나요?", "Varsland 의 prime minister 는 언제 Japan 을 방문하나요?"),
        ("작년에 칼림베 댐(Kalimbe Dam)은 왜 무너졌나요?", "last year 에 Kalimbe Dam 은 왜 무너졌나요?"),
        ("피해자들은 왜 대법원에 갔나요?", "victims 은 왜 Supreme Court 에 갔나요?"),
        ("張長官は先週水曜日に誰と会いましたか？", "Minister Jang Ha-neul は last week Wednesday に誰と会いましたか?"),
        ("姜未来委員長の発言は", "Chairperson Kang Mi-rae の remarks は"),
        ("ノ・テウ大統領は謝罪しましたか", "President Noh Tae-woo は謝罪しましたか"),
        ("オドゥヤ委員長は賠償を求めましたか", "Chairperson Renee Oduya は compensation を求めましたか"),
        ("ヴァルスランド政府は来年何をしますか", "Varsland government は next year 何をしますか"),
        ("カリンベ・ダム(Kalimbe Dam)の事故の原因は", "Kalimbe Dam の accident の原因は"),
        ("ﾌﾞﾗﾝﾄｳｪﾙは誰の会社", "Brantwell は誰の company"),
        (unicodedata.normalize("NFD", "백 의원은 왜"), "Lawmaker Baek Dong-su 은 왜"),
        ("Who pays at 東京?", "Who pays at Tokyo?"),
        ("What did Lee say on  Tuesday ?", "What did Lee say on  Tuesday ?"),
        ("왜?", "왜?"),
    ],
)
def test_a_question_is_prepared_for_the_model(question: str, expected: str) -> None:
    assert prepared(question, PEOPLE, NAMES) == expected


@pytest.mark.parametrize(
    "question", ["가" * 4000, "ア" * 4000, "대법원판결" * 300 + "쟉", "박 대통령 " * 500, "가(A" * 1000]
)
def test_a_strange_question_takes_no_time(question: str) -> None:
    assert prepared(question, PEOPLE, NAMES)
