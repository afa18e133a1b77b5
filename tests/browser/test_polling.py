"""A polled fragment in a real browser: what has not changed is not swapped, so nothing flickers and nothing is read out again."""

import pytest

from tests.voting import noticed

pytestmark = pytest.mark.browser
MARK = "document.querySelector('.tally').dataset.seen = 'yes'"
MARKED = "document.querySelector('.tally').dataset.seen"


def test_a_tally_that_has_not_changed_stays_and_one_that_has_is_replaced(estate, visit):
    meeting = noticed(estate)
    page = visit("陈一", f"assemblies/{meeting.id}/vote")
    page.wait_for_function("window.htmx")

    def poll():
        with page.expect_response("**/tally") as answer:
            page.evaluate("htmx.trigger('.tally', 'poll')")
        page.wait_for_timeout(300)  # a swap would come right after the answer
        return answer.value.status

    page.evaluate("document.querySelector('.tally').setAttribute('hx-trigger', 'poll'); htmx.process(document.querySelector('.tally'))")
    assert poll() == 200
    page.evaluate("document.querySelector('.tally').setAttribute('hx-trigger', 'poll'); htmx.process(document.querySelector('.tally'))")
    page.evaluate(MARK)
    assert poll() == 304
    assert page.evaluate(MARKED) == "yes"
    meeting.vote(estate.client("陈二"), "陈二", "agree", "agree")
    assert poll() == 200
    assert page.evaluate(MARKED) is None
