"""Korean surnames: Hangul, Chinese characters in Korean and Japanese form, katakana, spellings in Latin letters."""

from typing import NamedTuple

_TABLE = """
    김 金 キム Kim Gim | 이 李 イ,リ Lee Yi Rhee Rhie I Ri Li | 박 朴 パク Park Pak Bak | 최 崔 チェ Choi Choe Chey
    정 鄭,丁 チョン,ジョン Jung Jeong Chung Jong Cheong | 강 姜,康 カン Kang Gang | 조 趙,曺,曹 チョ,ジョ Cho Jo
    윤 尹 ユン Yoon Yun Youn | 장 張,蔣 チャン,ジャン Jang Chang | 임 林,任 イム,リム Lim Im Rim Yim
    한 韓 ハン Han Hahn | 오 呉,吳 オ Oh O | 서 徐 ソ Seo Suh So | 신 申,辛,慎 シン Shin Sin
    권 権,權 クォン Kwon Gwon | 황 黄,黃 ファン Hwang Whang | 안 安 アン An Ahn | 송 宋 ソン Song
    류 柳 リュ Ryu Yoo Yu Ryoo Lyu | 유 柳,劉,兪,庾 ユ Yoo Yu You Ryu | 전 全,田,銭 チョン,ジョン Jeon Chun Jun Chon
    홍 洪 ホン Hong | 고 高 コ Ko Koh Go | 문 文 ムン Moon Mun | 양 梁,楊 ヤン Yang Ryang | 손 孫 ソン Son Sohn
    배 裵,裴 ペ,ベ Bae Pae | 백 白 ペク Baek Paik Back Paek Baik | 허 許 ホ Heo Hur Huh Ho | 남 南 ナム Nam
    심 沈 シム Shim Sim | 노 盧,魯 ノ Noh Roh No Ro | 하 河 ハ Ha | 곽 郭 クァク Kwak Gwak | 성 成 ソン Sung Seong
    차 車 チャ Cha | 주 朱,周 チュ Joo Ju Chu | 우 禹 ウ Woo Wu | 구 具,丘 ク Koo Ku Goo Gu | 민 閔 ミン Min
    진 陳,秦 チン,ジン Jin Chin | 나 羅 ナ Na Rha La Ra | 라 羅 ラ Ra La | 지 池 チ Ji Chi Jee
    엄 厳,嚴 オム Eom Um Uhm Om | 채 蔡 チェ Chae Chai | 원 元 ウォン Won | 천 千 チョン Cheon Chun
    방 方 パン Bang Pang | 공 孔 コン Kong Gong | 현 玄 ヒョン Hyun Hyeon | 함 咸 ハム Ham Hahm
    변 卞,辺,邊 ピョン Byun Byeon Pyon | 염 廉 ヨム Yeom Yum | 여 呂,余 ヨ Yeo Yuh | 추 秋 チュ Choo Chu
    도 都 ト Do Doh | 소 蘇 ソ So | 석 石 ソク Seok Suk | 선 宣 ソン Sun Seon | 설 薛 ソル Seol Sul | 마 馬 マ Ma
    길 吉 キル Gil Kil | 연 延 ヨン Yeon Yon | 위 魏 ウィ Wi Wee | 표 表 ピョ Pyo | 명 明 ミョン Myung Myeong
    기 奇 キ Ki Gi | 반 潘 パン Ban Pan | 왕 王 ワン Wang | 금 琴 クム Keum Geum | 옥 玉 オク Ok Ock
    육 陸 ユク Yook Yuk | 인 印 イン In | 맹 孟 メン Maeng | 제 諸 チェ Je Jae | 모 牟 モ Mo | 탁 卓 タク Tak
    국 鞠 クク Kook Guk Kuk | 어 魚 オ Eo Uh | 은 殷 ウン Eun | 편 片 ピョン Pyun Pyeon | 용 龍 ヨン Yong
    태 太 テ Tae | 빈 賓 ピン Bin | 남궁 南宮 ナムグン Namkung Namgung Namgoong | 황보 皇甫 ファンボ Hwangbo
    제갈 諸葛 チェガル Jegal | 선우 鮮于 ソヌ Sunwoo Seonu | 독고 独孤 トッコ Dokgo | 사공 司空 サゴン Sagong
"""

NEVER_A_WORD = frozenset("朴崔尹李趙曺姜盧鄭裵裴郭禹閔蔡咸卞呂薛魏潘宋劉梁")
"""Characters that in Japanese begin a Korean name and no ordinary word."""

ONLY_KOREAN = frozenset("朴崔尹金文盧曺裵裴禹閔咸卞洪権申安")
"""Characters that alone before a title are read in Korean: 李 or 張 may be Chinese, 林 or 高 Japanese."""

ALSO_A_WORD = frozenset(
    "이 한 전 현 양 고 주 부 신 정 원 반 제 노 여 구 도 하 우 기 선 소 인 국 어 은 모 위 지 나 라".split()
)
"""Syllables that before a title may mean something else: this, one, former, current, both, late."""

NOT_BEFORE_A_TITLE = frozenset("전 현 元 全 韓 林 都".split())
"""These mean former, current, all and Korean there far more often; 林 is Mr Hayashi."""


class Surname(NamedTuple):
    """One surname in all its forms; the spellings are in small letters, the commonest first."""

    hangul: str
    characters: tuple[str, ...]
    katakana: tuple[str, ...]
    spellings: tuple[str, ...]


def _surname(row: str) -> Surname:
    hangul, characters, katakana, *spellings = row.split()
    return Surname(hangul, tuple(characters.split(",")), tuple(katakana.split(",")), tuple(map(str.lower, spellings)))


SURNAMES = tuple(_surname(row) for line in _TABLE.strip().splitlines() for row in line.split("|"))


def _spellings(form: str, surnames: tuple[Surname, ...]) -> tuple[str, ...]:
    found = [s.spellings for s in surnames if form in (s.hangul, *s.characters, *s.katakana)]
    return tuple(dict.fromkeys(spelling for spellings in found for spelling in spellings))


SPELLINGS: dict[str, tuple[str, ...]] = {
    form: _spellings(form, SURNAMES) for s in SURNAMES for form in (s.hangul, *s.characters, *s.katakana)
}
"""Hangul, Chinese characters or katakana -> how that surname is written in Latin letters."""

ROMANISED = frozenset(spelling for s in SURNAMES for spelling in s.spellings)
