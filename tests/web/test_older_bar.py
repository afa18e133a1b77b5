"""The older bar for using the fund, two thirds of all owners: where a motion passed and misses it, result and announcement say so."""

import pytest

from tests.actions.test_closing import EVERYBODY, after_objections, cast, close
from tests.voting import LAMPS, PLAYGROUND, noticed

WARNING = "全体业主三分之二同意，这次没有达到"


def result(estate, asked, agreeing):
    """The result and the announcement of one motion on which the first so many agree and the rest oppose."""
    meeting = noticed(estate, (asked,))
    for n, name in enumerate(EVERYBODY):
        cast(meeting, name, "agree" if n < agreeing else "oppose")
    close(meeting)
    pages = [estate.site.client().get(meeting.url("/result/"))]
    after_objections(estate)
    assert estate.client("周主任").post(meeting.url("/result/announcement")).status_code == 303
    pages.append(estate.site.client().get(meeting.url("/announcement")))
    return [WARNING in page.get_data(as_text=True) for page in pages]


@pytest.mark.parametrize(
    ("asked", "agreeing", "warned"),
    [(LAMPS, 7, True), (LAMPS, 11, False), (LAMPS, 3, False), (PLAYGROUND, 11, False)],
    ids=["passed below it", "passed above it", "not passed", "not the fund"],
)
def test_a_passed_use_of_the_fund_below_two_thirds_of_all_carries_the_warning(estate, asked, agreeing, warned):
    assert result(estate, asked, agreeing) == [warned, warned]
