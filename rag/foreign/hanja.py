"""Chinese characters of Korean names, also in Japanese form -> their Korean readings."""

import re
import unicodedata
from functools import cache

CHARACTERS = "\u4e00-\u9fff々"
"""For a character class of a regular expression."""

_RUNS = """
    가29 각11 간24 갈10 감20 갑6 강24 개20 객2 갱4 갹1 거17 건12 걸4 검7 겁3 게3 격7 견11 결6 겸6 경45 계24 고39 곡7
    곤10 골3 공17 과13 곽3 관17 괄4 광13 괘3 괴9 굉4 교25 구54 국6 군6 굴4 궁6 권10 궐5 궤7 귀5 규15 균7 귤1 극7
    근16 금14 급7 긍4 기64 긴1 길4 김1 끽1 나15 낙8 난9 날2 남9 납5 낭7 내6 냉1 녀1 년3 념5 녕1 노18 녹6 논1 농7 뇌6
    뇨1 누8 눈1 눌1 뉴2 늑2 늠1 능6 니2 닉2 다2 단20 달5 담17 답5 당11 대17 덕2 도40 독10 돈10 돌2 동17 두11 둔6 득1
    등9 라9 락10 란8 랄2 람10 랍3 랑8 래4 랭1 략2 량13 려18 력7 련12 렬6 렴5 렵1 령18 례5 로18 록7 론1 롱7 뢰8 료12
    룡1 루13 류14 륙3 륜6 률4 륭1 륵2 름1 릉6 리26 린9 림5 립4 마8 막6 만19 말7 망12 매14 맥5 맹6 멱2 면11 멸2 명15
    몌1 모24 목7 몰2 몽3 묘12 무22 묵2 문12 물3 미19 민13 밀3 박19 반25 발11 방28 배20 백8 번10 벌4 범9 법2 벽12 변6
    별4 병17 보16 복17 본1 볼1 봉17 부42 북1 분19 불5 붕6 비43 빈14 빙4 사60 삭4 산12 살5 삼8 삽4 상31 새5 색3 생5
    서30 석15 선32 설13 섬8 섭4 성18 세9 소37 속9 손6 솔1 송8 쇄5 쇠2 수61 숙12 순27 술4 숭3 슬3 습5 승10 시28 식15
    신24 실4 심10 십3 쌍1 씨1 아18 악14 안10 알4 암8 압4 앙7 애11 액7 앵4 야11 약9 양31 어10 억5 언6 얼2 엄6 업2 엔1
    여24 역13 연43 열10 염15 엽4 영40 예24 오30 옥5 온6 올1 옹9 와8 완18 왈1 왕5 왜4 외5 요38 욕6 용24 우32 욱9 운13
    울3 웅2 원27 월3 위25 유56 육7 윤13 율5 융5 은7 을1 음6 읍3 응4 의19 이38 익8 인24 일9 임11 입5 잉4 자26 작13
    잔5 잠6 잡1 장37 재17 쟁4 저28 적25 전41 절8 점9 접3 정55 제23 조46 족4 존2 졸3 종17 좌5 죄1 주40 죽2 준19 줄1
    중4 즉1 즐1 즙3 증11 지34 직5 진35 질15 짐3 집6 징3 차15 착7 찬15 찰5 참10 창22 채12 책4 처4 척15 천19 철10 첨10
    첩10 청9 체9 초27 촉6 촌4 총10 촬1 최3 추23 축12 춘3 출3 충6 췌4 취14 측5 층1 치24 칙3 친1 칠3 침9 칩1 칭2 쾌1
    타14 탁16 탄10 탈2 탐4 탑3 탕5 태14 택3 탱1 터1 토4 통7 퇴6 투6 특2 틈1 파16 판9 팔3 패11 팽4 퍅1 편10 폄1 평5
    폐10 포28 폭6 표14 품2 풍5 피7 필10 핍2 하14 학5 한14 할2 함12 합7 항17 해18 핵2 행5 향9 허4 헌4 헐1 험2 혁4
    현21 혈4 혐1 협12 형20 혜9 호41 혹3 혼6 홀3 홍10 화14 확6 환17 활5 황24 회20 획2 횡3 효13 후13 훈10 훙1 훤4 훼3
    휘8 휴5 휼3 흉5 흑1 흔4 흘4 흠3 흡4 흥1 희20 힐1
"""
"""Syllable and count: the Korean standard KS X 1001 lists its 4,888 characters in the order of their readings."""

_JAPANESE = """
    悦悅 徳德 恵惠 権權 沢澤 広廣 栄榮 桜櫻 国國 学學 真眞 竜龍 鉄鐵 鎮鎭 静靜 顕顯 寿壽 万萬 円圓 応應 会會 来來
    晩晚 勲勳 薫薰 斉齊 斎齋 総總 聡聰 実實 宝寶 将將 弥彌 弾彈 従從 戦戰 戸戶 拡擴 数數 断斷 暁曉 曽曾 条條 検檢
    楽樂 様樣 横橫 歓歡 歩步 歳歲 気氣 浄淨 清淸 温溫 済濟 渉涉 満滿 滝瀧 瀬瀨 炉爐 点點 焼燒 状狀 瑶瑤 画畵 発發
    県縣 禄祿 穂穗 穣穰 粋粹 経經 継繼 緑綠 縁緣 縄繩 続續 聴聽 粛肅 芸藝 荘莊 蔵藏 薬藥 蛍螢 覚覺 観觀 訳譯 誉譽
    読讀 豊豐 賛贊 転轉 軽輕 辺邊 遥遙 郷鄕 醸釀 録錄 銭錢 鋳鑄 錬鍊 関關 随隨 隠隱 霊靈 頼賴 顔顏 駅驛 験驗 髙高
    黒黑 呉吳 黄黃 厳嚴 沖冲 亜亞 仏佛 仮假 伝傳 価價 児兒 党黨 内內 剣劍 労勞 励勵 区區 参參 双雙 号號 囲圍 図圖
    団團 圧壓 塩鹽 声聲 売賣 変變 奥奧 姫姬 嬢孃 対對 専專 尽盡 属屬 岳嶽 峡峽 巌巖 帯帶 帰歸 庁廳 弁辯 強强 当當
    径徑 恋戀 恒恆 悪惡 慎愼 択擇 担擔 挙擧 昼晝 朗郞 枢樞 栈棧 殴毆 毎每 没沒 浅淺 浜濱 湾灣 潜潛 灯燈 為爲 犠犧
    独獨 献獻 礼禮 称稱 窓窗 糸絲 絵繪 緒緖 胆膽 脳腦 舎舍 虚虛 虫蟲 装裝 触觸 証證 譲讓 践踐 遅遲 郎郞 釈釋 鉱鑛
    険險 隣鄰 雑雜 頴穎 鶏鷄 麦麥 教敎 晋晉 尭堯 瑠琉 塁壘 桟棧 涙淚 徴徵 衛衞 既旣 概槪 説說 鋭銳 閲閱 脱脫 税稅
    研硏 与與 穏穩 懐懷 巻卷 効效 叙敍 奨奬 渓溪 圏圈 涼凉 暦曆 増增 収收 繊纖 即卽 壮壯 桧檜 歴歷 両兩 楼樓 揺搖
    尚尙 黙默 旧舊
"""
"""Japanese form and Korean form of one character, where they differ."""


def readings(character: str) -> str:
    """Its Korean syllables one after another, as the beginning of a word too; nothing when it is not known."""
    return _readings().get(character, "")


@cache
def _readings() -> dict[str, str]:
    found: dict[str, str] = {}
    cells = iter(_cells())
    for syllable, count in re.findall(r"([가-힣])(\d+)", _RUNS):
        for _ in range(int(count)):
            character = next(cells)
            found[character] = found.get(character, "") + syllable
    for pair in _JAPANESE.split():
        found.setdefault(pair[0], found.get(pair[1], ""))
    return found


def _cells() -> list[str]:
    """The standard's Chinese characters in its order. One with several readings has a cell for each."""
    cells = (bytes((row, cell)).decode("euc_kr") for row in range(0xCA, 0xFE) for cell in range(0xA1, 0xFF))
    return [unicodedata.normalize("NFKC", character) for character in cells]
