"""第二轮: who is voted on again where none of several alternatives reached both majorities.

Plurality never wins (CC 278). A run-off is a newly noticed vote on the top two and "none of these". Heads and area weigh the same, so the top two are
taken by each measure, and whoever ties for second place stands too: a tie is never broken by the app.
"""

from collections.abc import Mapping

from huasheng_vote.rules.ballot import NONE_OF_THESE
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.lawbook import Measure
from huasheng_vote.rules.tally import Outcome

SEATS = 2


def standing_again(chosen: Mapping[str, Amount]) -> tuple[str, ...]:
    """The alternatives of a run-off, in the order given. Those nobody chose do not stand again, "none of these" always does and is not named."""
    named = {option: amount for option, amount in chosen.items() if option != NONE_OF_THESE and amount.heads}
    return tuple(option for option in named if any(_ahead(named, option, measure) < SEATS for measure in Measure))


def _ahead(named: Mapping[str, Amount], option: str, measure: Measure) -> int:
    """How many have more of this measure."""
    own = named[option].of(measure) or 0
    return sum((amount.of(measure) or 0) > own for amount in named.values())


def run_off(outcome: Outcome, chosen: Mapping[str, Amount], options: int, *, none_won: bool) -> tuple[str, ...]:
    """Who would stand, or nobody where there is nothing to run off: something won, the owners chose none, too few took part, or only two stood."""
    if outcome is not Outcome.NOT_PASSED or none_won or options <= SEATS:
        return ()
    again = standing_again(chosen)
    return again if len(again) >= SEATS else ()
