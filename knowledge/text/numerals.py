"""Write numbers in Chinese numerals, and as ordinals in English."""

# The ten digits, and the units by which they are multiplied within four places and beyond: as one says and writes a
# number, and as it stands in contracts.
SPOKEN = "〇一二三四五六七八九", "十百千万亿兆"
LEGAL = "零壹贰叁肆伍陆柒捌玖", "拾佰仟万亿兆"
LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖", "拾佰仟萬億兆"
_OF_FOUR = 4  # places


def chinese_numeral(number: int, digits: str = SPOKEN[0], units: str = SPOKEN[1]) -> str:
    """Write a number from 0 on, below 10 to the 16th, as it is said: 十二, 一百零三, 一万零一."""
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        large, small = divmod(place, _OF_FOUR)
        if digit:
            text += ("零" if gap else "") + digits[digit] + (units[small - 1] if small else "")
        gap = not digit
        if not small and large and number // 10**place % 10**_OF_FOUR:
            text, gap = text + units[_OF_FOUR - 2 + large], False
    # 十二, not 一十二
    return (text[1:] if text.startswith("一十") else text) or digits[0]


def digit_by_digit(text: str, digits: str = SPOKEN[0]) -> str:
    """Write figures one by one: 二〇二六."""
    return text.translate(str.maketrans("0123456789", digits))


def ordinal(number: int) -> str:
    """Write an English ordinal: 1st, 22nd, 113th."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
