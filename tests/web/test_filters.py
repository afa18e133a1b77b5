"""How figures, instants and names are written for a reader."""

from datetime import UTC, datetime, timedelta

import pytest

from huasheng_vote.web import filters
from tests.web.bare import bare_app

CLOSES = datetime(2026, 12, 8, 10, 0, tzinfo=UTC)  # 18:00 in Shanghai


@pytest.fixture
def reading(tmp_path):
    """A way to call something as a reader of either language."""
    app = bare_app(tmp_path)

    def read(lang, write):
        with app.test_request_context("/", headers={"Cookie": f"lang={lang}"}):
            return write().replace("\u00a0", " ")

    return read


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0"), (1, "0.0001"), (12035000, "1,203.5"), (10000, "1"), (100000, "10"), (2264210857, "226,421.0857")]
)
def test_an_area_is_exact_and_without_trailing_zeros(amount, text):
    assert filters.area(amount) == text


@pytest.mark.parametrize(("amount", "text"), [(0, "0.00"), (1067200, "106.72"), (12035000, "1,203.50"), (1034554950, "103,455.495")])
def test_an_area_in_a_column_has_at_least_two_decimals_and_loses_none(amount, text):
    assert filters.area2(amount) == text


@pytest.mark.parametrize(("fen", "text"), [(0, "0.00"), (1, "0.01"), (22600000, "226,000.00"), (-150, "−1.50"), (-5, "−0.05")])
def test_money_always_shows_its_fen(fen, text):
    assert filters.yuan(fen) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 3, "0.0%"), (2, 3, "66.6%"), (1003, 1505, "66.6%"), (999, 1000, "99.9%"), (9999, 10000, "99.9%"), (3, 3, "100.0%")],
)
def test_a_share_is_rounded_down_so_that_it_never_reads_as_reached(part, whole, text):
    assert filters.percent(part, whole) == text


def test_a_share_of_nothing_is_nothing():
    assert filters.percent(0, 0) == "0.0%"


def test_a_share_can_be_written_finer():
    assert filters.percent(1379406600, 1916192100, 2) == "71.98%"


def test_an_instant_is_written_in_shanghai_time_in_both_languages(reading):
    assert reading("zh", lambda: filters.when(CLOSES)) == "12月8日（周二）18:00"
    assert reading("en", lambda: filters.when(CLOSES)) == "Tue 8 Dec, 18:00"
    assert reading("zh", lambda: filters.when(CLOSES, year=True)) == "2026年12月8日（周二）18:00"
    assert reading("en", lambda: filters.day(CLOSES, year=True)) == "8 Dec 2026"


def test_an_evening_in_utc_is_the_next_day_in_shanghai(reading):
    assert reading("zh", lambda: filters.day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC), year=True)) == "2027年1月1日"


def test_an_instant_in_an_attribute_carries_its_zone():
    assert filters.iso(CLOSES) == "2026-12-08T18:00:00+08:00"
    assert filters.clock(CLOSES) == "18:00:00"


@pytest.mark.parametrize(
    ("rest", "zh", "en"),
    [
        (timedelta(days=2, hours=5, minutes=59), "还剩 2 天 5 小时", "2 days 5 hours left"),
        (timedelta(days=1), "还剩 1 天", "1 day left"),
        (timedelta(hours=23, minutes=59), "还剩 23 小时 59 分钟", "23 hours 59 minutes left"),
        (timedelta(minutes=1), "还剩 1 分钟", "1 minute left"),
        (timedelta(seconds=59), "还剩不到 1 分钟", "less than a minute left"),
        (timedelta(0), "已截止", "closed"),
        (timedelta(seconds=-1), "已截止", "closed"),
    ],
)
def test_what_is_left_is_told_in_two_units_at_most(reading, rest, zh, en):
    assert reading("zh", lambda: filters.left(CLOSES, CLOSES - rest)) == zh
    assert reading("en", lambda: filters.left(CLOSES, CLOSES - rest)) == en


def test_a_number_never_parts_from_its_measure_word(tmp_path):
    with bare_app(tmp_path).test_request_context("/"):
        assert filters.heads(41) == "41\u00a0人"
        assert filters.m2(7147400) == "714.74\u00a0m²"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张晓明", "张*明"),
        ("陈默", "陈*"),
        ("张", "张*"),
        ("欧阳建华", "欧阳*华"),
        ("欧阳华", "欧阳*"),
        ("欧阳", "欧*"),
        ("阿依古丽买买提", "阿*提"),
        ("  张  晓明 ", "张*明"),
        ("Anna Karlsson", "A*** K***"),
        ("张*明", "张*明"),
        ("湘江照明工程有限公司", "湘江照明工程有限公司"),
        ("松麓社区居民委员会", "松麓社区居民委员会"),
        ("", ""),
    ],
)
def test_a_person_is_masked_and_a_company_is_not(name, shown):
    assert filters.masked(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("10012341234", "100****1234"), ("100-1234-1234", "100****1234"), ("5550123", "****0123"), ("110", "****"), ("", "")],
)
def test_a_phone_shows_its_ends_only(phone, shown):
    assert filters.masked_phone(phone) == shown


def test_plain_text_becomes_paragraphs_and_stays_text():
    assert filters.paragraphs("一\r\n二\n\n\n<b>三</b>") == '<p dir="auto">一<br>二</p>\n<p dir="auto">&lt;b&gt;三&lt;/b&gt;</p>'


def test_invisible_characters_are_left_out_of_paragraphs():
    assert filters.paragraphs("a\x00b\u202ec") == '<p dir="auto">abc</p>'
    assert filters.paragraphs(" \n\n ") == ""


def test_a_qr_code_is_one_path_on_white():
    code = filters.qr("https://songlu.example/r/7K3M")
    assert code.count("<path") == 1
    assert 'fill="#fff"' in code
    assert "style" not in code
