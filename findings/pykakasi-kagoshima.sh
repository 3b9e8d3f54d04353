#!/bin/bash
# pykakasi reads 鹿児島 as Kakoshima, the one of Japan's 47 prefectures that it does not know: Kagoshima, its city, university
# and airport have this name. A city's name in the characters of another country loses those that Japanese does not have,
# without a word: 横滨 (Yokohama in Simplified Chinese) is yoko, 大连 (Dalian) dai, 神户 (Kobe) kami, where 大連 is dairen.
# Guessed before running: all prefectures and big cities are right, and small places (三田市, Sanda) are not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pykakasi==2.3.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pykakasi

PREFECTURES = {
    name: spelt
    for line in """北海道 hokkaidou 青森県 aomori 岩手県 iwate 宮城県 miyagi 秋田県 akita 山形県 yamagata 福島県 fukushima
    茨城県 ibaraki 栃木県 tochigi 群馬県 gunma 埼玉県 saitama 千葉県 chiba 東京都 toukyou 神奈川県 kanagawa 新潟県 niigata
    富山県 toyama 石川県 ishikawa 福井県 fukui 山梨県 yamanashi 長野県 nagano 岐阜県 gifu 静岡県 shizuoka 愛知県 aichi
    三重県 mie 滋賀県 shiga 京都府 kyouto 大阪府 oosaka 兵庫県 hyougo 奈良県 nara 和歌山県 wakayama 鳥取県 tottori
    島根県 shimane 岡山県 okayama 広島県 hiroshima 山口県 yamaguchi 徳島県 tokushima 香川県 kagawa 愛媛県 ehime
    高知県 kouchi 福岡県 fukuoka 佐賀県 saga 長崎県 nagasaki 熊本県 kumamoto 大分県 ooita 宮崎県 miyazaki
    鹿児島県 kagoshima 沖縄県 okinawa""".splitlines()
    for name, spelt in zip(line.split()[::2], line.split()[1::2], strict=True)
}
kakasi = pykakasi.kakasi()


def spelt(name: str) -> str:
    return "".join(word["hepburn"] for word in kakasi.convert(name)).strip()


print("pykakasi", version("pykakasi"))
assert len(PREFECTURES) == 47
wrong = {name: spelt(name) for name, right in PREFECTURES.items() if not spelt(name).startswith(right)}
print("of 47 prefectures:", wrong)
assert wrong == {"鹿児島県": "kakoshimaken"}
OTHERS = {"鹿児島市": "kakoshimashi", "鹿児島大学": "kakoshimadaigaku", "大連": "dairen", "大连": "dai"}
OTHERS |= {"横浜": "yokohama", "横滨": "yoko", "神戸": "koube", "神户": "kami", "三田市": "mitashi"}
print({name: spelt(name) for name in OTHERS})
assert {name: spelt(name) for name in OTHERS} == OTHERS
PYTHON
