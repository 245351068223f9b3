"""Persons of the documents in Korean and Japanese questions, by full name or by surname and title."""

import pytest

from rag.foreign.persons import with_persons

PEOPLE = (
    *("Jang Ha-neul", "Noh Tae-woo", "Lee Sang-cheol", "Kang Mi-rae", "Baek Dong-su", "Seo Jun", "Moon Young-ran"),
    *("Yoon Seok-yeol", "Eun-ju Choi", "Kim Jae-ho", "Kim Soo-jin", "Maria Ortiz", "Renee Oduya", "Jeon Hye-won"),
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("이 교수는", "Professor Lee Sang-cheol 는"),
        ("이교수는", "Professor Lee Sang-cheol 는"),
        ("이상철 교수의", "Professor Lee Sang-cheol 의"),
        ("이 상철 교수의", "Professor Lee Sang-cheol 의"),
        ("윤 대통령이", "President Yoon Seok-yeol 이"),
        ("윤석열대통령이", "President Yoon Seok-yeol 이"),
        ("윤 전 대통령이", "Former President Yoon Seok-yeol 이"),
        ("노태우 전 대통령도", "Former President Noh Tae-woo 도"),
        ("최 연구위원에 따르면", "Research Fellow Eun-ju Choi 에 따르면"),
        ("최은주 선임연구위원", "Senior Research Fellow Eun-ju Choi"),
        ("강 위원장과", "Chairperson Kang Mi-rae 과"),
        ("백 의원에게", "Lawmaker Baek Dong-su 에게"),
        ("백씨는", "Baek Dong-su 는"),
        ("백 씨는", "Baek Dong-su 는"),
        ("장하늘 외교부 장관은", "Foreign Minister Jang Ha-neul 은"),
        ("장하늘 외교장관은", "Foreign Minister Jang Ha-neul 은"),
        ("장 국무총리는", "Prime Minister Jang Ha-neul 는"),
        ("문 판사는", "Judge Moon Young-ran 는"),
        ("문영란 변호사를", "Lawyer Moon Young-ran 를"),
        ("어제 서 대변인은", "어제 Spokesperson Seo Jun 은"),
        ("서준 대표는", "Leader Seo Jun 는"),
        ("서준은", "Seo Jun 은"),
        ("오두야 위원장은", "Chairperson Renee Oduya 은"),
        ("레네 오두야 씨는", "Renee Oduya 는"),
        ("마리아 오르티스 대표", "Leader Maria Ortiz"),
        ("Jang 장관은", "Minister Jang Ha-neul 은"),
        ("윤 정부는", "Yoon Seok-yeol 정부는"),
        ("김재호 의원과 김수진 의원", "Lawmaker Kim Jae-ho 과 Lawmaker Kim Soo-jin"),
    ],
)
def test_korean_full_names_and_surnames_with_titles(written: str, expected: str) -> None:
    assert with_persons(written, PEOPLE) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("尹大統領は", "President Yoon Seok-yeol は"),
        ("尹錫悦大統領は", "President Yoon Seok-yeol は"),
        ("尹錫悦前大統領は", "Former President Yoon Seok-yeol は"),
        ("尹錫悅氏は", "Yoon Seok-yeol は"),
        ("尹錫悦政権の", "Yoon Seok-yeol 政権の"),
        ("尹政権の", "Yoon Seok-yeol 政権の"),
        ("韓国の尹錫悦は", "韓国の Yoon Seok-yeol は"),
        ("ユン大統領は", "President Yoon Seok-yeol は"),
        ("ユン・ソンニョル大統領は", "President Yoon Seok-yeol は"),
        ("ユンソンニョルは", "Yoon Seok-yeol は"),
        ("李相哲教授は", "Professor Lee Sang-cheol は"),
        ("李教授は", "Professor Lee Sang-cheol は"),
        ("イ教授は", "Professor Lee Sang-cheol は"),
        ("イ・サンチョル教授は", "Professor Lee Sang-cheol は"),
        ("崔恩珠研究員", "Research Fellow Eun-ju Choi"),
        ("チェ研究員", "Research Fellow Eun-ju Choi"),
        ("チェ・ウンジュさん", "Eun-ju Choi"),
        ("姜未来委員長", "Chairperson Kang Mi-rae"),
        ("カン・ミレ", "Kang Mi-rae"),
        ("徐俊外相", "Foreign Minister Seo Jun"),
        ("ソ・ジュン外相", "Foreign Minister Seo Jun"),
        ("徐長官", "Minister Seo Jun"),
        ("盧泰愚元大統領", "Former President Noh Tae-woo"),
        ("白東洙議員", "Lawmaker Baek Dong-su"),
        ("文判事", "Judge Moon Young-ran"),
        ("金在浩議員と金秀珍議員", "Lawmaker Kim Jae-ho と Lawmaker Kim Soo-jin"),
        ("オドゥヤ委員長", "Chairperson Renee Oduya"),
        ("レネ・オドゥヤさん", "Renee Oduya"),
        ("マリア・オルティス氏", "Maria Ortiz"),
    ],
)
def test_japanese_writes_koreans_in_chinese_characters_or_katakana(written: str, expected: str) -> None:
    assert with_persons(written, PEOPLE) == expected


@pytest.mark.parametrize(
    "written",
    [
        *(
            "이재명 대표는",
            "이원철은",
            "李在明代表は",
            "李氏朝鮮の",
            "イ・ジェミョン代表",
            "尹東柱は",
            "白書は",
            "文書議員",
        ),
        *("전 대통령은", "전 장관이", "현 총리는", "이사장은", "조교수가", "정교수는", "공사장에서", "구의원이"),
        *("元首相は", "全議員が", "韓外相は", "高官は", "金曜日に", "林外相", "ソウル市長", "イベントは", "チャンスは"),
        *("서준하게", "문제의 대통령", "이 정부는", "주정부는", "날씨는", "마음씨가", "글씨를", "장님이"),
    ],
)
def test_other_people_and_ordinary_words_stay(written: str) -> None:
    assert with_persons(written, PEOPLE) == written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("김 의원은", "Lawmaker Kim 은"),
        ("金議員は", "Lawmaker Kim は"),
        ("황 판사는", "Judge Hwang 는"),
        ("朴大統領は", "President Park は"),
        ("パク大統領は", "President Park は"),
        ("Hwang 판사는", "Judge Hwang 는"),
        ("박 정부의", "Park 정부의"),
    ],
)
def test_of_unknown_or_several_koreans_the_surname_is_romanised(written: str, expected: str) -> None:
    assert with_persons(written, PEOPLE) == expected
