"""Terms, dates and amounts of Korean and Japanese questions in English."""

import pytest

from rag.foreign.glossary import ADDRESSES, terms
from rag.foreign.terms import is_term, with_terms


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("화요일에", "Tuesday 에"),
        ("月曜日 火曜日 水曜日 木曜日", "Monday Tuesday Wednesday Thursday"),
        ("金曜 土曜 日曜", "Friday Saturday Sunday"),
        ("월요일 수요일 목요일 금요일 토요일 일요일", "Monday Wednesday Thursday Friday Saturday Sunday"),
        ("지난 화요일", "last Tuesday"),
        ("4월에", "April 에"),
        ("12월과 1월", "December 과 January"),
        ("지난 4월에", "last April 에"),
        ("4월 3일에", "April 3 에"),
        ("2018년 10월 30일의", "October 30, 2018 의"),
        ("2018年10月30日の", "October 30, 2018 の"),
        ("2023년 4월", "April 2023"),
        ("四月 十一月 一月", "April November January"),
        ("2월 말에 3月初めに", "late February 에 early March に"),
        ("2018년에 2018年に", "2018 에 2018 に"),
        ("1990년대 1990年代", "1990s 1990s"),
        ("3개월 3か月 10년 5日", "3개월 3か月 10년 5日"),
        ("지난주 이번 주 다음주", "last week this week next week"),
        ("지난달 이번달 다음 달", "last month this month next month"),
        ("작년 지난해 올해 내년", "last year last year this year next year"),
        ("先週 今週 来週 先月 今月 来月", "last week this week next week last month this month next month"),
        ("昨年 去年 今年 来年 再来年", "last year last year this year next year the year after next"),
        ("내년 초 来年初め", "early next year early next year"),
        ("어제 오늘 내일 昨日 今日 明日", "yesterday today tomorrow yesterday today tomorrow"),
        ("오늘날", "오늘날"),
        ("1억 5000만 원", "150 million won"),
        ("1億5000万ウォン", "150 million won"),
        ("1조 2천억원", "1.2 trillion won"),
        ("3,000만 달러", "30 million dollars"),
        ("5만 명 3千人", "50,000 명 3,000 人"),
        ("500円 15명", "500 yen 15명"),
        ("G7만 참석", "G7만 참석"),
    ],
)
def test_times_and_amounts_are_exact(written: str, expected: str) -> None:
    assert with_terms(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("피해자들은", "victims 은"),
        ("변호사들이", "lawyers 이"),
        ("강제징용 강제 동원", "forced labor forced labor"),
        ("대법원판결은", "Supreme Court ruling 은"),
        ("대법원 판결은", "Supreme Court ruling 은"),
        ("한국정부와 일본 기업", "Korean government 와 Japanese companies"),
        ("외교부장관이 외교부 장관이", "foreign minister 이 foreign minister 이"),
        ("전 대통령과 현 총리", "former president 과 current prime minister"),
        ("배상이란 무엇", "compensation 이란 무엇"),
        ("총선 전에", "general election 전에"),
        ("정상회담에서는", "summit 에서는"),
        ("대변인의 발표", "spokesperson 의 announcement"),
        ("최고재판소 헌법재판소", "Supreme Court Constitutional Court"),
        ("프랑스와 케냐의", "France 와 Kenya 의"),
        ("서울에서 도쿄까지", "Seoul 에서 Tokyo 까지"),
        ("원고와 피고", "plaintiffs 와 defendants"),
        ("首脳会談と外相会談", "summit と foreign ministers' meeting"),
        ("元徴用工の賠償", "former forced laborers の compensation"),
        ("最高裁判所の判決", "Supreme Court の ruling"),
        ("前大統領と元首相", "former president と former prime minister"),
        ("被害者と原告", "victims と plaintiffs"),
        ("日韓関係 日本語 日本海", "Korea-Japan relations Japanese Sea of Japan"),
        ("タイとドイツ", "Thailand と Germany"),
        ("米国政府の報道官", "US government の spokesperson"),
    ],
)
def test_terms(written: str, expected: str) -> None:
    assert with_terms(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        *(
            "어디로 가나",
            "어떤 수단으로",
            "말리는 사람",
            "정부미",
            "사과나무",
            "회사채",
            "요구하나",
            "배상했나",
            "사과하라고",
        ),
        *("タイミング", "マリア", "謝罪しました", "発表された", "賠償する", "春樹", "地元の", "What is the ruling?"),
    ],
)
def test_other_words_stay(written: str) -> None:
    assert with_terms(written) == written


def test_the_glossary() -> None:
    words = terms()
    assert sum("가" <= word[0] <= "힣" for word in words) > 500
    assert sum(not "가" <= word[0] <= "힣" for word in words) > 500
    assert all(word.strip() == word and english.strip() == english != "" for word, english in words.items())
    assert not ADDRESSES.keys() & words.keys()
    assert is_term("대법원") and is_term("대법원의") and is_term("政府") and not is_term("대법원빵")
