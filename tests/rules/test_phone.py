"""Mobile numbers as people write them."""

import pytest

from huasheng_vote.rules.phone import parse_phone
from huasheng_vote.rules.refusal import Refused, Why


@pytest.mark.parametrize(
    "typed",
    [
        "10000000001",
        "１０００００００００１",
        " 100 0000 0001 ",
        "100-0000-0001",
        "+86 100 0000 0001",
        "＋86（100）00000001",
        "008610000000001",
        "8610000000001",
    ],
)
def test_one_number_however_it_is_written(typed):
    assert parse_phone(typed) == "10000000001"


def test_a_number_from_abroad_keeps_its_country():
    assert parse_phone("+852 1000-1234") == "+85210001234"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1000000000",
        "100000000012",
        "20000000001",
        "+0852123456",
        "+86123",
        "1000000000a",
        "\0",
        "🙂" * 11,
        "1" * 10_000,
        "+" + "1" * 16,
    ],
)
def test_what_cannot_be_called_is_refused(typed):
    with pytest.raises(Refused) as refused:
        parse_phone(typed)
    assert refused.value.why is Why.BAD_PHONE
