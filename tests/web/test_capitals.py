"""Money in capital characters follows the rules for filling in bills; the examples of those rules are among these."""

import pytest

from huasheng_vote.web.capitals import MOST, capitals


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (10700053, "壹拾万柒仟元伍角叁分"),
        (6780000, "陆万柒仟捌佰元整"),
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (105, "壹元零伍分"),
        (1000, "壹拾元整"),
        (1000100, "壹万零壹元整"),
        (10000000, "壹拾万元整"),
        (100010000, "壹佰万零壹佰元整"),
        (1000000000000, "壹佰亿元整"),
        (1000000010000, "壹佰亿零壹佰元整"),
        (-150, "负壹元伍角整"),
    ],
)
def test_money_is_written_as_on_a_bill(fen, words):
    assert capitals(fen) == words


def test_more_than_four_groups_is_refused():
    assert capitals(MOST).startswith("玖仟玖佰玖拾玖万亿")
    with pytest.raises(ValueError, match="four groups"):
        capitals(MOST + 1)
