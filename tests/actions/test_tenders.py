"""Tenders until they are published: written for money that is there, signed by two who did not write them, frozen as they were signed."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.assemblies.actions.adopted import Adoption, adopt_rules
from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Notice
from huasheng_vote.procurement.actions import drafting, publishing
from huasheng_vote.procurement.actions.drafting import Wording
from huasheng_vote.procurement.models import Tender, TenderReview
from huasheng_vote.procurement.queries import purchases, tenders
from huasheng_vote.projects.actions import designs
from huasheng_vote.projects.models import Project
from huasheng_vote.projects.queries import opened
from huasheng_vote.rules.authority import EmployerKind
from huasheng_vote.rules.calendar import SHANGHAI, local_day
from huasheng_vote.rules.designs import DesignKind, Step
from huasheng_vote.rules.lawbook import Source
from huasheng_vote.rules.methods import DEFAULTS, Judging, Method
from huasheng_vote.rules.refusal import Refused, Why
from tests import buying, staffed
from tests.buying import Buying
from tests.drawn import CONTENTS, SAID, drawn, project, signed
from tests.meetings import PAPER, Convening
from tests.proposals_helpers import act, key, leaves

DRAFTER, HEAD, EXPERT, MEMBER = "陈一", "周主任", "陈二", "吴委员"
YUAN = 100
LAMPS = Wording(
    title="更换小区路灯",
    category="lighting",
    method=Method.NEGOTIATION,
    judging=Judging.SCORED,
    ceiling=250_000 * YUAN,
    days=30,
    warranty_months=36,
    qualification="城市及道路照明工程专业承包叁级以上",
    conditions="合同签订后付三成，验收后付清，质保金百分之三。",
    employer_kind=EmployerKind.COMMITTEE,
    employer_name="松麓家园业主委员会",
    employer_signatory="周主任",
    employer_basis="决议〔2026〕1号",
    employer_invoice_title="松麓家园业主委员会",
    place="业委会办公室",
    deadline=datetime(2026, 12, 31, 10, 0, tzinfo=SHANGHAI),
    weight_price=40,
    weight_technical=45,
    weight_commercial=15,
    trimmed=True,
    guide="技术：灯具参数、灯杆壁厚。商务：业绩、质保。",
)


def complete(estate, budget=250_000 * YUAN):
    """A project whose drawing, specification and bill are signed in full."""
    made = project(estate, budget)
    act(estate, HEAD, designs.state_touched, made, ())
    for kind in CONTENTS:
        steps = (Step.SIGN, Step.REVIEW) if kind == "scheme" else ()
        signed(estate, drawn(estate, made, kind), *steps)
    return made


@pytest.fixture
def lamps(estate):
    return complete(estate)


def adopted(estate, rules):
    """The owners adopted these figures."""
    adoption = Adoption("议事规则", "2026年业主大会", date(2026, 5, 1), PAPER)
    Convening(estate).do(adopt_rules, adoption, rules)


def at(estate, days=20):
    """A deadline so many days from today."""
    return datetime.combine(local_day(estate.site.at) + timedelta(days=days), time(10), SHANGHAI)


def draft(estate, project_id, who=DRAFTER, **said):
    return act(estate, who, drafting.draft, key(), project_id, replace(LAMPS, **{"deadline": at(estate), **said}))


def seen(estate, tender):
    return row(estate, tender).digest


def row(estate, tender):
    db.session.rollback()
    return tenders.tender(estate.ref.id, tender)


def edit(estate, tender, who=DRAFTER, **said):
    act(estate, who, drafting.edit, tender, seen(estate, tender), replace(Wording.of(row(estate, tender)), **said))


def review(estate, tender, *who):
    for each in who or (HEAD, EXPERT):
        act(estate, each, drafting.review, tender, seen(estate, tender), "看过")


def ready(estate, project_id, **said):
    """Drafted, signed by both, everybody there who has to be."""
    made = draft(estate, project_id, **said)
    review(estate, made)
    staff(estate, project_id, made)
    return made


def staff(estate, project_id, tender):
    """Everybody who opens and judges, and whom it is for."""
    staffed.known(estate, "陈四", "刘甲", "赵一")
    buying.staffed(Buying(estate, project_id, tender, suppliers=buying.suppliers(estate)))


def refusal(estate, who, fn, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args, **kwargs)
    return refused.value.why


def refused_draft(estate, project_id, **said):
    return refusal(estate, DRAFTER, drafting.draft, key(), project_id, replace(LAMPS, **{"deadline": at(estate), **said}))


def refused_publication(estate, tender):
    return refusal(estate, MEMBER, publishing.publish, tender, seen(estate, tender))


# Drafting


def test_what_is_written_is_kept_and_only_its_hash_is_public(estate, lamps):
    made = row(estate, draft(estate, lamps))
    assert (made.state, made.version, made.ceiling, made.sealed) == ("draft", 1, 250_000 * YUAN, True)
    assert leaves(estate, "tender.drafted") == [{"project": lamps, "version": 1, "digest": made.digest, "round": 1}]


def test_the_same_form_sent_twice_makes_one_draft(estate, lamps):
    once, wording = key(), replace(LAMPS, deadline=at(estate))
    assert len({act(estate, DRAFTER, drafting.draft, once, lamps, wording) for _ in range(2)}) == 1


def test_without_every_document_signed_nothing_is_drafted(estate):
    bare = project(estate)
    assert refused_draft(estate, bare) is Why.TOUCHED_UNKNOWN
    act(estate, HEAD, designs.state_touched, bare, ())
    assert refused_draft(estate, bare) is Why.DOCUMENTS_MISSING


def test_a_project_whose_works_have_begun_buys_no_more(estate, lamps):
    buying.change(estate, Project, lamps, state="building")
    assert refused_draft(estate, lamps) is Why.NOT_POSSIBLE_NOW


def test_the_ceiling_may_reach_the_budget_and_not_pass_it(estate, lamps):
    assert refused_draft(estate, lamps, ceiling=250_000 * YUAN + 1) is Why.AWARD_OVER_BUDGET
    assert draft(estate, lamps, ceiling=250_000 * YUAN)


@pytest.mark.parametrize(
    ("method", "most"), [(Method.DIRECT, 10_000 * YUAN), (Method.QUOTATION, 100_000 * YUAN), (Method.NEGOTIATION, 400_000 * YUAN)]
)
def test_a_method_goes_up_to_its_ceiling(estate, method, most):
    rich = complete(estate, budget=900_000 * YUAN)
    lightly = {"method": method, "judging": DEFAULTS[method].judging[0]}
    assert refused_draft(estate, rich, ceiling=most + 1, **lightly) is Why.METHOD_TOO_LIGHT
    assert draft(estate, rich, ceiling=most, **lightly)


def test_a_ceiling_the_owners_adopted_holds_instead_of_the_default(estate):
    rich = complete(estate, budget=900_000 * YUAN)
    quotation = {"method": Method.QUOTATION, "judging": Judging.LOWEST}
    adopted(estate, {"quotation_ceiling": 80_000 * YUAN})
    assert refused_draft(estate, rich, ceiling=80_000 * YUAN + 1, **quotation) is Why.METHOD_TOO_LIGHT
    made = draft(estate, rich, ceiling=80_000 * YUAN, **quotation)
    assert tenders.terms(row(estate, made)).source_of("ceiling") is Source.ADOPTED


def test_one_project_is_not_split_among_light_purchases(estate, lamps):
    quotation = {"method": Method.QUOTATION, "judging": Judging.LOWEST}
    draft(estate, lamps, ceiling=60_000 * YUAN, **quotation)
    assert refused_draft(estate, lamps, ceiling=40_000 * YUAN + 1, **quotation) is Why.METHOD_TOO_LIGHT
    assert draft(estate, lamps, ceiling=40_000 * YUAN, **quotation)


def test_what_failed_is_not_added_up(estate, lamps):
    quotation = {"method": Method.QUOTATION, "judging": Judging.LOWEST}
    first = draft(estate, lamps, ceiling=60_000 * YUAN, **quotation)
    cancelled(estate, first)
    assert draft(estate, lamps, ceiling=100_000 * YUAN, **quotation)


def cancelled(estate, tender):
    buying.change(estate, Tender, tender, state="cancelled", cancelled_code="need_gone", ended_at=estate.site.at)


def test_one_supplier_in_one_category_is_added_up_over_twelve_months(estate, lamps):
    on, supplier = date(2026, 11, 25), buying.suppliers(estate)["甲方经理"]
    direct = {"method": Method.DIRECT, "judging": Judging.REASON, "ceiling": 6_000_00, "weight_price": 100, "weight_technical": 0, "weight_commercial": 0}  # fmt: skip
    bought = {
        year: buying.drafted(estate, project_id=lamps, **direct, created_at=datetime(year, 11, 25, tzinfo=SHANGHAI))
        for year in (2025, 2024)
    }
    for each in bought.values():
        asked(estate, each.tender, supplier)
    elsewhere = 0  # no other tender is of this project
    mine = buying.drafted(estate, project_id=lamps, **direct).tender
    asked(estate, mine, supplier)
    together = purchases.together(estate.ref.id, elsewhere, 6_000_00, "lighting", on, mine)
    assert together == 12_000_00
    assert purchases.together(estate.ref.id, elsewhere, 6_000_00, "roads", on, mine) == 6_000_00


def asked(estate, tender, supplier):
    from huasheng_vote.procurement.models import Invitation

    buying.lay(estate, Invitation(tender_id=tender, supplier_id=supplier, invited_by=estate.staff[MEMBER], at=estate.site.at))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"weight_price": 29, "weight_technical": 56}, Why.PRICE_WEIGHT_LOW),
        ({"weight_price": 41}, Why.WEIGHTS_NOT_100),
        ({"judging": Judging.REASON}, Why.BAD_VALUE),
        ({"guide": ""}, Why.MISSING_VALUE),
        ({"employer_signatory": " "}, Why.MISSING_VALUE),
    ],
)
def test_what_the_rules_of_the_method_do_not_allow_is_refused(estate, lamps, said, why):
    assert refused_draft(estate, lamps, **said) is why


def test_thirty_points_for_the_price_are_enough(estate, lamps):
    assert draft(estate, lamps, weight_price=30, weight_technical=55)


def test_a_direct_purchase_has_a_reason_and_no_weights_and_no_seal(estate, lamps):
    direct = {"method": Method.DIRECT, "judging": Judging.REASON, "ceiling": 9_000 * YUAN}
    assert refused_draft(estate, lamps, **direct, guide="") is Why.MISSING_VALUE
    made = row(estate, draft(estate, lamps, **direct, guide="只有这家有原厂配件。"))
    assert (made.weight_price, made.weight_technical, made.trimmed, made.sealed) == (100, 0, False, False)


def test_a_deadline_the_method_does_not_allow_today_is_said_at_once(estate, lamps):
    assert refused_draft(estate, lamps, deadline=at(estate, 7)) is Why.DEADLINE_TOO_SOON


# Editing and reviewing


def test_an_edit_is_another_wording_and_the_signatures_stay_on_record_without_counting(estate, lamps):
    made = draft(estate, lamps)
    review(estate, made)
    assert row(estate, made).state == "reviewed"
    old = seen(estate, made)
    edit(estate, made, days=28)
    now = row(estate, made)
    assert (now.state, now.version, now.digest == old) == ("draft", 2, False)
    assert len(tenders.reviews(now)) == 2
    edit(estate, made, days=30)
    assert seen(estate, made) != old
    assert refusal(estate, MEMBER, publishing.publish, made, seen(estate, made)) is Why.NOT_POSSIBLE_NOW


def test_an_edit_that_changes_nothing_over_another_wording_or_of_another_person_is_refused(estate, lamps):
    made = draft(estate, lamps)
    wording = Wording.of(row(estate, made))
    assert refusal(estate, DRAFTER, drafting.edit, made, seen(estate, made), wording) is Why.NOTHING_CHANGED
    assert refusal(estate, DRAFTER, drafting.edit, made, "0" * 64, replace(wording, days=9)) is Why.CHANGED_MEANWHILE
    assert refusal(estate, HEAD, drafting.edit, made, seen(estate, made), replace(wording, days=9)) is Why.NOT_ALLOWED


def test_the_drafter_signs_nothing(estate, lamps):
    assert refusal(estate, DRAFTER, drafting.review, draft(estate, lamps), "x", "好") is Why.DRAFTER_REVIEWS
    heads_own = draft(estate, lamps, who=HEAD, ceiling=1000_00, judging=Judging.LOWEST)
    assert refusal(estate, HEAD, drafting.review, heads_own, seen(estate, heads_own), "好") is Why.DRAFTER_REVIEWS


def test_a_signature_is_for_the_wording_seen(estate, lamps):
    made = draft(estate, lamps)
    old = seen(estate, made)
    edit(estate, made, days=28)
    assert refusal(estate, HEAD, drafting.review, made, old, "好") is Why.CHANGED_MEANWHILE


def test_head_and_expert_sign_once_each_and_nobody_a_second_time(estate, lamps):
    made = draft(estate, lamps)
    review(estate, made, EXPERT)
    assert row(estate, made).state == "draft"
    assert refusal(estate, EXPERT, drafting.review, made, seen(estate, made), "再签") is Why.ALREADY_DONE
    assert refusal(estate, "陈三", drafting.review, made, seen(estate, made), "也签") is Why.ALREADY_DONE
    review(estate, made, HEAD)
    assert row(estate, made).state == "reviewed"
    assert {each.duty for each in db.session.scalars(select(TenderReview))} == {"reviewing_chair", "reviewing_expert"}


def test_a_drawing_that_changes_after_the_draft_asks_for_another_wording(estate, lamps):
    made = draft(estate, lamps)
    design = next(each.design.id for each in tenders.ready_documents(estate.ref.id, lamps) if each.design.kind == "specification")
    act(estate, DRAFTER, designs.redraw, key(), design, 1, replace(SAID, text="壁厚不小于 4 mm，其余不变。", changed="加厚"))
    assert refusal(estate, HEAD, drafting.review, made, seen(estate, made), "好") is Why.DOCUMENTS_CHANGED
    signed(estate, design)
    assert refusal(estate, HEAD, drafting.review, made, seen(estate, made), "好") is Why.DOCUMENTS_CHANGED
    edit(estate, made)
    review(estate, made)
    assert row(estate, made).state == "reviewed"


# Publishing


def test_publication_numbers_freezes_and_tells_everybody(estate, lamps):
    made = ready(estate, lamps)
    act(estate, MEMBER, publishing.publish, made, seen(estate, made))
    found = row(estate, made)
    assert (found.state, found.year, found.ordinal, found.published_at) == ("published", estate.site.at.year, 1, estate.site.at)
    assert json.loads(found.terms) == DEFAULTS[Method.NEGOTIATION].frozen()
    assert [(each.design.kind, each.version.number) for each in tenders.documents(found)] == [
        ("scheme", 1),
        ("specification", 1),
        ("bill", 1),
    ]
    assert opened.project(estate.ref.id, lamps).state == "procuring"
    [line] = leaves(estate, "tender.published")
    assert (line["specification"], line["number"]) == (found.specification, 1)
    told = db.session.scalars(select(Notice).where(Notice.code.like("tender.%"))).all()
    assert sorted((each.code, each.account_id is None) for each in told) == [("tender.invited", False)] * 3 + [("tender.published", True)]


def test_the_specification_is_bound_to_every_word_and_document_and_not_to_the_deadline(estate, lamps):
    made = ready(estate, lamps)
    found = row(estate, made)
    terms, documents = tenders.terms(found), tenders.documents(found)
    before = publishing.specification(found, terms, documents)
    found.deadline += timedelta(days=1)
    assert publishing.specification(found, terms, documents) == before
    assert publishing.specification(found, terms, documents[1:]) != before
    found.days = 29
    assert publishing.specification(found, terms, documents) != before


def test_only_the_wording_seen_is_published_and_only_once(estate, lamps):
    made = ready(estate, lamps)
    assert refusal(estate, MEMBER, publishing.publish, made, "0" * 64) is Why.CHANGED_MEANWHILE
    act(estate, MEMBER, publishing.publish, made, seen(estate, made))
    assert refused_publication(estate, made) is Why.NOT_POSSIBLE_NOW


def test_a_state_without_its_signatures_publishes_nothing(estate, lamps):
    made = ready(estate, lamps)
    buying.change(estate, Tender, made, digest="a" * 64)
    assert refused_publication(estate, made) is Why.NOT_REVIEWED


def test_a_drawing_that_changes_after_the_review_keeps_it_back(estate, lamps):
    made = ready(estate, lamps)
    signed(estate, act(estate, DRAFTER, designs.draw, key(), lamps, DesignKind.SPECIFICATION, "接地", SAID))
    assert refused_publication(estate, made) is Why.DOCUMENTS_CHANGED


@pytest.mark.parametrize(("days", "why"), [(7, Why.DEADLINE_TOO_SOON), (8, None), (9, None)])
def test_the_methods_days_run_in_full_before_the_deadline(estate, lamps, days, why):
    made = ready(estate, lamps, deadline=at(estate, 23))  # Thursday 31 December
    estate.site.at += timedelta(days=23 - days)
    if why:
        assert refused_publication(estate, made) is why
    else:
        act(estate, MEMBER, publishing.publish, made, seen(estate, made))


def test_money_that_went_elsewhere_since_the_review_keeps_it_back(estate, lamps):
    made = ready(estate, lamps)
    draft(estate, lamps, ceiling=150_000 * YUAN + 1, method=Method.OPEN_TENDER, deadline=at(estate, 30))
    assert refused_publication(estate, made) is Why.METHOD_TOO_LIGHT


def test_a_direct_purchase_is_published_to_one_and_nobody_opens_it(estate, lamps):
    direct = {"method": Method.DIRECT, "judging": Judging.REASON, "ceiling": 9_000 * YUAN}
    made = draft(estate, lamps, **direct)
    review(estate, made)
    asked(estate, made, buying.suppliers(estate)["甲方经理"])
    act(estate, MEMBER, publishing.publish, made, seen(estate, made))
    assert row(estate, made).state == "published"


def test_an_emergency_is_bought_directly_once_the_subdistrict_confirmed_it(estate, lamps):
    direct = {"method": Method.DIRECT, "judging": Judging.REASON, "ceiling": 90_000 * YUAN}
    urgent = {"authority": "emergency", "trigger": "lift", "resolution_id": None, "decision_id": buying.decision(estate, 90_000 * YUAN)}
    buying.change(estate, Project, lamps, **urgent)
    assert refused_draft(estate, lamps, **direct) is Why.EMERGENCY_UNCONFIRMED
    confirmed = {"confirmed_on": local_day(estate.site.at), "confirmed_by": estate.staff["郑社区"], "confirmation": "街道〔2026〕12号"}
    buying.change(estate, Project, lamps, **confirmed)
    assert draft(estate, lamps, **direct)


def test_what_was_delegated_ends_with_its_last_day(estate, lamps):
    today = local_day(estate.site.at)
    lent = {"authority": "delegated", "resolution_id": None, "decision_id": buying.decision(estate, 90_000 * YUAN), "until": today}
    buying.change(estate, Project, lamps, **lent)
    assert draft(estate, lamps)
    estate.site.at += timedelta(days=1)
    assert refused_draft(estate, lamps) is Why.AUTHORITY_EXPIRED


def test_without_enough_invited_nothing_is_published(estate, lamps):
    made = draft(estate, lamps)
    review(estate, made)
    with pytest.raises(Refused):
        act(estate, MEMBER, publishing.publish, made, seen(estate, made))
    assert row(estate, made).published_at is None


# The next round


def test_what_failed_is_tried_again_once_as_the_second_round(estate, lamps):
    failed = ready(estate, lamps)
    wording = replace(LAMPS, deadline=at(estate))
    assert refusal(estate, DRAFTER, drafting.draft, key(), lamps, wording, failed) is Why.NOT_POSSIBLE_NOW
    act(estate, MEMBER, publishing.publish, failed, seen(estate, failed))
    buying.change(estate, Tender, failed, state="failed", failed_reason="两家", ended_at=estate.site.at)
    again = act(estate, DRAFTER, drafting.draft, key(), lamps, wording, failed)
    assert (row(estate, again).round, row(estate, again).previous_id) == (2, failed)
    assert refusal(estate, DRAFTER, drafting.draft, key(), lamps, wording, failed) is Why.TENDER_REPEATED
