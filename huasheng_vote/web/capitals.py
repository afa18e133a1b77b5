"""Money in capital characters, as cheques, receipts and official papers carry it: 67,800.00 is 陆万柒仟捌佰元整.

Rules of writing: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》 — groups of four digits, one 零 for any run of zeros
inside the number, 整 after yuan or jiao, never after fen.
"""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
MOST = 10 ** (4 * len(GROUPS)) * 100 - 1  # fen


def capitals(fen: int) -> str:
    """Whole fen in capital characters. A negative amount is 负; one beyond the largest group is a programming error."""
    if abs(fen) > MOST:
        raise ValueError("more than four groups of four digits")
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    parts = [_whole(yuan) + "元"] if yuan or not rest else []
    if jiao:
        parts.append(DIGITS[jiao] + "角")
    elif cents and yuan:
        parts.append("零")
    parts.append(DIGITS[cents] + "分" if cents else "整")
    return ("负" if fen < 0 else "") + "".join(parts)


def _whole(number: int) -> str:
    """A whole number, group by group of four digits from the left."""
    groups = []
    while number:
        number, group = divmod(number, 10000)
        groups.append(group)
    words = ""
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            gap = words and (groups[place] < 1000 or groups[place + 1] == 0)
            words += ("零" if gap else "") + _group(groups[place]) + GROUPS[place]
    return words or DIGITS[0]


def _group(group: int) -> str:
    """Up to four digits with their places; zeros inside are said once, zeros at the end not at all."""
    words, zero = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + DIGITS[digit] + PLACES[place]
        zero = digit == 0
    return words
