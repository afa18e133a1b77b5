"""How the ballots came, in a sentence for the result and the announcement: how many online and on paper, and which papers do not count."""

from flask_babel import gettext as _

from huasheng_vote.assemblies.queries.counting import by_channel, has_papers
from huasheng_vote.assemblies.queries.papers import by_state
from huasheng_vote.assemblies.views.reader import Vote
from huasheng_vote.labels.papers import NOT_COUNTED
from huasheng_vote.rules.ballot import Channel
from huasheng_vote.web.filters import number


def came_words(vote: Vote) -> list[str]:
    """The sentences; nothing is split by choice, nor by anything smaller than the whole vote."""
    here = (vote.known.estate_id, vote.known.id)
    came = by_channel(*here)
    online, paper = came.get(Channel.ONLINE, 0), came.get(Channel.PAPER, 0)
    if vote.only_consults:
        said = [_("计票的是纸质票 %(paper)s 张；线上 %(online)s 张只作意向征询，不计票。", paper=number(paper), online=number(online))]
    else:
        said = [
            _(
                "计票的表决票共 %(all)s 张，其中线上 %(online)s 张，纸质 %(paper)s 张。",
                all=number(online + paper),
                online=number(online),
                paper=number(paper),
            )
        ]
    return [*said, *_papers(here)] if has_papers(*here) else said


def _papers(here: tuple[int, int]) -> list[str]:
    counted = [_("纸质票由三位业主当众唱票、计票、监票，社区居民委员会见证。")]
    states = by_state(*here)
    left = [_("%(why)s %(n)s 张", why=words, n=number(states[state])) for state, words in NOT_COUNTED.items() if states.get(state)]
    return [*counted, _("另有不计入的：%(left)s。", left=_("，").join(left))] if left else counted
