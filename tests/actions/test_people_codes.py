"""One-time codes and rate limits."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.actions import codes, limits
from huasheng_vote.people.models import OneTimeCode, RateCount
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.act import local

MS = timedelta(milliseconds=1)


def issued(site, subject="10000000001"):
    return local(codes.issue, "sign-in", subject, site.at)


def other(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def attempt(site, code, subject="10000000001", purpose="sign-in"):
    return local(codes.attempt, purpose, subject, code, site.at)


def use(site, code, subject="10000000001"):
    local(codes.use, "sign-in", subject, code, site.at)


def test_a_code_has_six_digits_and_is_not_kept_readable(site):
    code = issued(site)
    kept = db.session.scalars(select(OneTimeCode)).one()
    assert len(code) == 6
    assert code.isdigit()
    assert code not in f"{kept.digest} {kept.subject} {kept.purpose}"
    assert "10000000001" not in f"{kept.subject}"


def test_the_right_code_opens_once(site):
    code = issued(site)
    assert attempt(site, code) is None
    use(site, code)
    assert attempt(site, code) is Why.WRONG_CODE
    with pytest.raises(Refused) as refused:
        use(site, code)
    assert refused.value.why is Why.WRONG_CODE


def test_full_width_digits_and_spaces_are_the_same_code(site):
    code = issued(site)
    wide = " ".join(chr(ord(digit) - ord("0") + ord("０")) for digit in code)
    assert attempt(site, wide) is None


def test_a_code_is_good_for_exactly_ten_minutes(site):
    code = issued(site)
    site.later(minutes=10)
    assert attempt(site, code) is None
    site.at += MS
    assert attempt(site, code) is Why.CODE_EXPIRED


def test_the_fifth_wrong_try_still_leaves_no_sixth(site):
    code = issued(site)
    assert [attempt(site, other(code)) for _ in range(5)] == [Why.WRONG_CODE] * 5
    assert attempt(site, code) is Why.CODE_SPENT


def test_after_four_wrong_tries_the_right_code_still_opens(site):
    code = issued(site)
    for _ in range(4):
        attempt(site, other(code))
    assert attempt(site, code) is None


def test_a_new_code_voids_the_one_before(site):
    first, second = issued(site), issued(site)
    assert first == second or attempt(site, first) is Why.WRONG_CODE
    assert attempt(site, second) is None


def test_a_code_opens_nothing_for_another_person_or_purpose(site):
    code = issued(site)
    assert attempt(site, code, subject="10000000002") is Why.WRONG_CODE
    assert attempt(site, code, purpose="enrol") is Why.WRONG_CODE


@pytest.mark.parametrize("typed", ["", "\0", "🙂" * 10_000, "\u202e123456", "12345", "1234567", "\ufffd"])
def test_what_is_no_code_is_a_wrong_code(site, typed):
    issued(site)
    assert attempt(site, typed) is Why.WRONG_CODE


def test_codes_and_counters_out_of_time_are_forgotten(site):
    issued(site)
    local(limits.count, "x", 1, timedelta(minutes=1), site.at)
    site.later(days=2)
    issued(site, "10000000002")
    assert len(db.session.scalars(select(OneTimeCode)).all()) == 1
    assert db.session.scalars(select(RateCount)).all() == []


def test_the_limit_is_reached_at_its_number_and_ends_with_its_window(site):
    def count():
        local(limits.count, "code/phone", 2, timedelta(minutes=1), site.at)

    count()
    count()
    with pytest.raises(Refused) as refused:
        count()
    assert refused.value.why is Why.TOO_MANY
    site.at += timedelta(minutes=1) - MS
    with pytest.raises(Refused):
        count()
    site.at += MS
    count()


def test_limits_of_two_keys_do_not_add_up(site):
    for key in ("a", "b"):
        local(limits.count, key, 1, timedelta(minutes=1), site.at)
