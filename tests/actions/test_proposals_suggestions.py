"""Ideas: published at once, endorsed once per person, merged without loss, answered every one, hidden only with a public reason."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Notice
from huasheng_vote.proposals.actions import answers, campaigns, suggestions
from huasheng_vote.proposals.models import MOST_PHOTOS, Endorsement, Suggestion
from huasheng_vote.proposals.queries import suggestions as read
from huasheng_vote.proposals.queries.similar import pairs, similar
from huasheng_vote.register.models import Building
from huasheng_vote.rules.flows.proposals import Moderation, SuggestionState
from huasheng_vote.rules.refusal import Refused, Why
from tests import builders
from tests.proposals_helpers import act, draft, key, leaves, suggest


def why(estate, who, fn, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args, **kwargs)
    return refused.value.why


def endorsed(estate, idea):
    return read.endorsements(estate.ref.id, idea)


def photo(number):
    name = f"{number:032x}.jpg"
    return suggestions.StoredPhoto(name, f"{number + 100:032x}.jpg", "ab" * 32, 40, 30, taken="2026-11-20T08:01:02", place="28.2,112.9")


def told(estate):
    rows = db.session.execute(select(Notice.account_id, Notice.code).filter_by(estate_id=estate.ref.id).order_by(Notice.id))
    return [tuple(row) for row in rows]


def test_an_idea_is_published_at_once_and_its_words_are_not_in_the_public_log(estate):
    idea = suggest(estate)
    assert read.suggestion(estate.ref.id, idea).state == SuggestionState.PUBLISHED
    [facts] = leaves(estate, "suggestion.published")
    assert set(facts) == {"category", "digest", "photos"}


def test_the_same_form_sent_twice_is_one_idea_and_one_log_line(estate):
    idea = suggestions.Idea("路灯不亮了", "lighting", "一半不亮。")
    one = key()
    assert act(estate, "陈一", suggestions.suggest, one, idea, []) == act(estate, "陈一", suggestions.suggest, one, idea, [])
    assert len(leaves(estate, "suggestion.published")) == 1


def test_the_same_form_with_other_words_is_refused(estate):
    one = key()
    act(estate, "陈一", suggestions.suggest, one, suggestions.Idea("路灯不亮了", "lighting", "一半不亮。"), [])
    assert why(estate, "陈一", suggestions.suggest, one, suggestions.Idea("路灯太亮", "lighting", "刺眼。"), []) is Why.DIFFERENT_BODY


def test_two_people_may_happen_on_the_same_key(estate):
    idea, one = suggestions.Idea("路灯不亮了", "lighting", "一半不亮。"), key()
    assert act(estate, "陈一", suggestions.suggest, one, idea, []) != act(estate, "陈二", suggestions.suggest, one, idea, [])


def test_six_photos_are_taken_and_a_seventh_is_refused(estate):
    idea = suggestions.Idea("路灯不亮了", "lighting", "一半不亮。")
    made = act(estate, "陈一", suggestions.suggest, key(), idea, [photo(number) for number in range(MOST_PHOTOS)])
    assert len(read.photos(estate.ref.id, made)) == 6
    more = [photo(number) for number in range(10, 11 + MOST_PHOTOS)]
    assert why(estate, "陈一", suggestions.suggest, key(), idea, more) is Why.TOO_MANY_FILES


def test_a_building_of_another_estate_is_refused(estate, site):
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    theirs = db.session.scalar(select(Building.id).filter_by(estate_id=other.ref.id).limit(1))
    idea = suggestions.Idea("路灯不亮了", "lighting", "一半不亮。", building_id=theirs)
    assert why(estate, "陈一", suggestions.suggest, key(), idea, []) is Why.BAD_VALUE


def test_a_call_that_is_over_takes_no_more_ideas(estate, site):
    call = act(estate, "周主任", campaigns.open_campaign, key(), "明年先修什么", "请写一处。", site.at, site.at.replace(hour=8))
    site.at = site.at.replace(hour=8)
    idea = suggestions.Idea("路灯不亮了", "lighting", "一半不亮。", campaign_id=call)
    assert why(estate, "陈一", suggestions.suggest, key(), idea, []) is Why.CAMPAIGN_NOT_OPEN


def test_a_call_takes_ideas_until_its_last_moment(estate, site):
    call = act(estate, "周主任", campaigns.open_campaign, key(), "明年先修什么", "请写一处。", site.at, site.at.replace(hour=8))
    site.at = site.at.replace(hour=7, minute=59, second=59)
    assert act(estate, "陈一", suggestions.suggest, key(), suggestions.Idea("路灯不亮了", "lighting", "不亮。", campaign_id=call), [])


def test_a_call_ended_early_is_over_and_ends_only_once(estate, site):
    call = act(estate, "周主任", campaigns.open_campaign, key(), "明年先修什么", "请写一处。", site.at, site.at.replace(year=2027))
    site.later(days=1)
    act(estate, "周主任", campaigns.close_campaign, call)
    assert why(estate, "周主任", campaigns.close_campaign, call) is Why.ALREADY_DONE


def test_a_call_that_ends_when_it_begins_is_refused(estate, site):
    assert why(estate, "周主任", campaigns.open_campaign, key(), "明年先修什么", "请写。", site.at, site.at) is Why.ENDS_BEFORE_START


def test_endorsing_twice_counts_once_and_writes_one_line(estate):
    idea = suggest(estate)
    for _ in range(2):
        act(estate, "陈二", suggestions.endorse, idea)
    assert endorsed(estate, idea) == 1
    assert len(leaves(estate, "suggestion.endorsed")) == 1


def test_an_endorsement_can_be_taken_back_and_given_again(estate):
    idea = suggest(estate)
    act(estate, "陈二", suggestions.endorse, idea)
    act(estate, "陈二", suggestions.withdraw_endorsement, idea)
    assert endorsed(estate, idea) == 0
    act(estate, "陈二", suggestions.endorse, idea)
    assert endorsed(estate, idea) == 1


def test_the_database_itself_keeps_a_person_from_endorsing_twice(estate, site):
    idea = suggest(estate)
    act(estate, "陈二", suggestions.endorse, idea)
    again = Endorsement(estate_id=estate.ref.id, suggestion_id=idea, account_id=estate.owners["陈二"], since=site.at)
    with pytest.raises(IntegrityError), site.unguarded(), writing(0):
        db.session.add(again)


def test_merged_ideas_count_every_person_once_and_stay_readable(estate):
    kept, gone = suggest(estate), suggest(estate, "陈二", "花园灯太暗")
    for who, idea in (("陈三", kept), ("陈三", gone), ("陈四", gone)):
        act(estate, who, suggestions.endorse, idea)
    act(estate, "吴委员", answers.merge, gone, kept)
    assert endorsed(estate, kept) == 2
    assert [line.suggestion.id for line in read.merged_into(estate.ref.id, kept)] == [gone]
    assert read.suggestion(estate.ref.id, gone).text


def test_endorsing_a_merged_idea_counts_for_the_one_it_went_into(estate):
    kept, gone = suggest(estate), suggest(estate, "陈二", "花园灯太暗")
    act(estate, "吴委员", answers.merge, gone, kept)
    assert act(estate, "陈三", suggestions.endorse, gone) == kept
    assert endorsed(estate, kept) == 1


def test_taking_back_ones_support_takes_back_that_of_merged_ideas_too(estate):
    kept, gone = suggest(estate), suggest(estate, "陈二", "花园灯太暗")
    for idea in (kept, gone):
        act(estate, "陈三", suggestions.endorse, idea)
    act(estate, "吴委员", answers.merge, gone, kept)
    act(estate, "陈三", suggestions.withdraw_endorsement, kept)
    assert endorsed(estate, kept) == 0


def test_a_chain_of_mergers_ends_in_one_idea(estate):
    first, second, third = suggest(estate), suggest(estate, "陈二", "花园灯太暗"), suggest(estate, "陈三", "东门灯太暗")
    act(estate, "陈四", suggestions.endorse, third)
    act(estate, "吴委员", answers.merge, third, second)
    act(estate, "吴委员", answers.merge, second, first)
    assert endorsed(estate, first) == 1
    assert {line.suggestion.id for line in read.merged_into(estate.ref.id, first)} == {second, third}
    assert read.suggestion(estate.ref.id, third).merged_into_id == second


def test_an_idea_is_not_merged_into_itself(estate):
    idea = suggest(estate)
    assert why(estate, "吴委员", answers.merge, idea, idea) is Why.MERGE_INTO_ITSELF


def test_mergers_never_go_in_a_circle(estate):
    first, second = suggest(estate), suggest(estate, "陈二", "花园灯太暗")
    act(estate, "吴委员", answers.merge, first, second)
    assert why(estate, "吴委员", answers.merge, second, first) is Why.MERGE_INTO_MERGED


def test_an_idea_of_another_estate_can_neither_take_in_nor_be_taken(estate, site):
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    mine, theirs = suggest(estate), suggest(other)
    assert why(estate, "吴委员", answers.merge, mine, theirs) is Why.BAD_VALUE
    assert why(estate, "吴委员", answers.merge, theirs, mine) is Why.NOT_FOUND
    assert why(estate, "陈二", suggestions.endorse, theirs) is Why.NOT_FOUND


def test_every_author_hears_what_became_of_the_idea(estate):
    kept, gone = suggest(estate), suggest(estate, "陈二", "花园灯太暗")
    act(estate, "吴委员", answers.merge, gone, kept)
    act(estate, "吴委员", answers.answer, kept, "下周请两家来报价。")
    draft(estate, (kept,))
    one, two = estate.owners["陈一"], estate.owners["陈二"]
    assert told(estate) == [
        (two, "suggestion.merged"),
        (one, "suggestion.answered"),
        (two, "suggestion.answered"),
        (one, "suggestion.adopted"),
        (two, "suggestion.adopted"),
    ]


def test_a_declined_idea_keeps_its_reason_and_may_be_thought_over(estate):
    idea = suggest(estate)
    act(estate, "吴委员", answers.answer, idea, "没有依据。", decline=True)
    assert (read.suggestion(estate.ref.id, idea).state, read.suggestion(estate.ref.id, idea).answer) == ("declined", "没有依据。")
    act(estate, "吴委员", answers.answer, idea, "有办法了。")
    assert read.suggestion(estate.ref.id, idea).state == "answered"


def test_what_is_hidden_comes_back_where_it_was(estate):
    idea = suggest(estate)
    act(estate, "吴委员", answers.answer, idea, "已换灯头。")
    act(estate, "郑社区", answers.moderate_suggestion, idea, Moderation.HIDE, "写了邻居的电话")
    assert why(estate, "陈二", suggestions.endorse, idea) is Why.HIDDEN_NOW
    assert read.listed(estate.ref.id, read.Wanted())[1] == 0
    act(estate, "郑社区", answers.moderate_suggestion, idea, Moderation.RESTORE, "已删去电话")
    assert read.suggestion(estate.ref.id, idea).state == "answered"
    assert leaves(estate, "suggestion.hidden") == [{"reason": "写了邻居的电话"}]
    assert leaves(estate, "suggestion.restored") == [{"reason": "已删去电话"}]


def test_hiding_twice_is_not_possible(estate):
    idea = suggest(estate)
    act(estate, "郑社区", answers.moderate_suggestion, idea, Moderation.HIDE, "写了邻居的电话")
    assert why(estate, "郑社区", answers.moderate_suggestion, idea, Moderation.HIDE, "再一次") is Why.NOT_POSSIBLE_NOW


def test_the_database_refuses_a_hidden_idea_without_a_reason(estate, site):
    idea = suggest(estate)
    with pytest.raises(Exception, match="hidden_with_reason"), site.unguarded(), writing(0):
        db.session.execute(update(Suggestion).where(Suggestion.id == idea).values(hidden_at=site.at))


@pytest.mark.parametrize("values", [{"state": "merged"}, {"state": "adopted"}, {"state": "answered"}, {"state": "strange"}])
def test_the_database_refuses_a_state_without_its_facts(estate, site, values):
    idea = suggest(estate)
    with pytest.raises(Exception, match=r"ck_suggestion|check"), site.unguarded(), writing(0):
        db.session.execute(update(Suggestion).where(Suggestion.id == idea).values(**values))


def test_a_reply_stands_one_level_deep(estate):
    idea = suggest(estate)
    first = act(estate, "陈二", suggestions.comment, key(), suggestions.About(suggestion_id=idea), "赞成。")
    second = act(estate, "吴委员", suggestions.comment, key(), suggestions.About(suggestion_id=idea, parent_id=first), "已请电工。")
    deeper = suggestions.About(suggestion_id=idea, parent_id=second)
    assert why(estate, "陈二", suggestions.comment, key(), deeper, "谢谢。") is Why.REPLY_TO_A_REPLY


def test_a_reply_belongs_to_the_thing_it_is_about(estate):
    one, two = suggest(estate), suggest(estate, "陈二", "花园灯太暗")
    said = act(estate, "陈二", suggestions.comment, key(), suggestions.About(suggestion_id=one), "赞成。")
    assert why(estate, "陈二", suggestions.comment, key(), suggestions.About(suggestion_id=two, parent_id=said), "谢谢。") is Why.NOT_FOUND


def test_a_comment_sent_twice_is_said_once(estate):
    about, one = suggestions.About(suggestion_id=suggest(estate)), key()
    assert act(estate, "陈二", suggestions.comment, one, about, "赞成。") == act(estate, "陈二", suggestions.comment, one, about, "赞成。")


def test_floods_are_stopped_at_the_twenty_first_idea_of_a_day(estate, site):
    for number in range(suggestions.MOST_SUGGESTIONS):
        suggest(estate, title=f"第 {number} 条建议")
    idea = suggestions.Idea("又一条建议", "other", "再说一条。")
    assert why(estate, "陈一", suggestions.suggest, key(), idea, []) is Why.TOO_MANY
    site.later(days=1)
    assert suggest(estate)


@pytest.mark.parametrize(
    ("text", "found"), [("路灯", {"路灯"}), ("更换路灯", {"更换", "换路", "路灯"}), ("LED 灯", {"led", "灯"}), ("!? 。", set())]
)
def test_a_text_is_about_its_pairs_of_characters(text, found):
    assert pairs(text) == found


def test_two_characters_are_enough_to_find_what_is_alike(estate):
    idea = suggest(estate)
    suggest(estate, "陈二", "电动车棚不够用")
    assert [each.id for each in similar(estate.ref.id, "路灯")] == [idea]
    assert similar(estate.ref.id, "狗屎没人捡") == []


def test_hidden_and_merged_ideas_are_not_offered_as_alike(estate):
    kept, gone, hidden = suggest(estate), suggest(estate, "陈二", "花园路灯"), suggest(estate, "陈三", "路灯坏了")
    act(estate, "吴委员", answers.merge, gone, kept)
    act(estate, "郑社区", answers.moderate_suggestion, hidden, Moderation.HIDE, "写了电话")
    assert [each.id for each in similar(estate.ref.id, "路灯")] == [kept]


def test_the_list_sorts_by_endorsements_or_by_time_and_finds_two_characters(estate, site):
    old = suggest(estate)
    site.later(hours=1)
    new = suggest(estate, "陈二", "电动车棚不够用", category="roads")
    act(estate, "陈三", suggestions.endorse, old)
    ids = lambda **wanted: [line.suggestion.id for line in read.listed(estate.ref.id, read.Wanted(**wanted))[0]]  # noqa: E731
    assert ids() == [old, new]
    assert ids(sort="new") == [new, old]
    assert ids(words="车棚") == [new]
    assert ids(category="lighting") == [old]
    assert ids(words="%") == ids(words="_") == []
    assert ids(page=2) == []
