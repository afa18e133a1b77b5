"""Every page there is, as everybody: each link opens, each page is valid, named, guarded, in the reader's language."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import event

from huasheng_vote.app import roles_of
from huasheng_vote.extensions import db
from huasheng_vote.rules.access import RIGHTS, STAFF, Actor, Role, why_not
from huasheng_vote.web.access import MARK
from tests import loose_ends
from tests.town import Town, copied
from tests.web import checks
from tests.web.walker import MOST, Met, Walk

LAN = [("lan", who) for who in ("", "周主任", "吴委员", "郑社区", "李邻长", "管理员", "刘乙", "赵一", "陈一", "甲方经理")]
WHO = [
    ("songlu", ""),
    ("songlu", "张雅"),  # an owner who has not voted
    ("songlu", "龙大海"),  # of fifteen flats
    ("songlu", "周文芳"),  # head of the committee
    ("songlu", "刘建国"),  # committee member
    ("songlu", "郑立"),  # community supervisor
    ("songlu", "李秀红"),  # neighbour head
    ("songlu", "方志远"),  # clerk
    ("songlu", "陈志明"),  # expert owner, who has voted
    ("songlu", "王小雨"),  # tenant
    ("songlu", "孙宇"),  # administrator
    ("xishan", "苏明远"),  # head of the committee next door
    ("xishan", "白晓芸"),  # owner next door
    *LAN,
]
ENGLISH = [("songlu", ""), ("songlu", "张雅"), ("songlu", "周文芳"), ("lan", "周主任"), ("lan", "郑社区"), ("lan", "刘乙")]
# Addresses no link leads to; they are looked at all the same.
UNLINKED = {
    "healthz": "for machines",
    "home.readyz": "for machines",
    "journal.newest": "for machines",
    "journal.update": "for machines",
    "journal.loss": "where the log said that lines were lost",
    "home.choose": "typed by hand",
    "people.enter_code": "after the telephone was entered",
    "people.step_up": "when something asks for a fresh code",
    "people.second_factor": "when an office asks for it",
    "people.set_second_factor": "when an office asks for it",
    "people.both_codes": "after the new number was entered",
    "people.mail_code": "after the address was entered",
    "people.counter_confirm": "after the number was entered",
    "register.enter_sms": "after the letter's code was entered",
    "suppliers.start_code": "after the telephone was entered",
    "register.progress": "asked for while a large file is read",
    "ballots.check": "after the last question",
    "proposals.endorsement": "after signing in to endorse",
    "proposals.support": "after signing in to sign",
    "proposals.draft_photo": "in a form that came back with its photos",
    "proposals.paper": "in a proposal with drawings",
    "counting.count": "between the closing and the result of a vote with papers",
    "counting.sheet": "between the closing and the result of a vote with papers",
    "proxies.scan": "of a proxy recorded with its paper",
}
pytestmark = pytest.mark.xdist_group("town")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    with copied(base.parent if base.name.startswith("popen") else base, tmp_path_factory.mktemp("walk")) as town:
        yield town


@pytest.fixture(scope="module")
def walked(town: Town) -> Callable[..., Walk]:
    """Each person's walk, walked once."""
    kept: dict[tuple[str, str, bool], Walk] = {}

    def walk(slug: str, who: str, english: bool = False) -> Walk:
        if (slug, who, english) not in kept:
            most = 8 if slug == "lan" else MOST  # there, hardly two pages of a kind are alike
            slow = ("announcements.as_pdf",) if who else ()  # drawn alike for everybody
            kept[slug, who, english] = Walk(town.site.app, town.client(slug, who, english), f"/{slug}/", most=most, without=slow)
        return kept[slug, who, english]

    return walk


def listed(met: list[Met], found: Callable[[Met], object]) -> list[str]:
    """Address and fault of each."""
    return [f"{each.url}: {fault}" for each in met for fault in found(each)]


@pytest.mark.parametrize("person", WHO)
def test_every_link_leads_to_a_page(walked, person):
    assert [f"{met.url} from {met.seen_from}: {met.status}" for met in walked(*person).met if met.status >= 400] == []


@pytest.mark.parametrize("person", WHO)
def test_every_page_is_valid_and_has_one_heading_a_title_and_no_id_twice(walked, person):
    assert listed(walked(*person).met, checks.as_html) == []
    assert {each.get("lang") for met in walked(*person).met for each in met.all("html") if met.whole} == {"zh-CN"}


@pytest.mark.parametrize("person", WHO)
def test_every_picture_control_link_and_button_has_its_words(walked, person):
    assert listed(walked(*person).met, checks.for_ears) == []


@pytest.mark.parametrize("person", WHO)
def test_every_answer_carries_the_strict_policy_and_personal_ones_are_not_kept(walked, person):
    assert listed(walked(*person).met, lambda met: checks.headers(met, personal=bool(person[1]))) == []


@pytest.mark.parametrize("person", ENGLISH)
def test_on_english_pages_only_what_people_wrote_is_chinese(town, walked, person):
    data, met = checks.written_by_people(), walked(*person, english=True).met
    assert listed(met, lambda each: checks.chinese_left(each, data)) == []
    assert {each.get("lang") for page in met for each in page.all("html") if page.whole} == {"en"}


def test_every_page_is_reached_by_somebody(town, walked):
    reached = {met.endpoint for person in WHO for met in walked(*person).met}
    pages = {rule.endpoint for rule in town.site.app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint != "static"}
    assert sorted(pages - reached - set(UNLINKED)) == []


OFFICERS = [*(("lan", who) for who in ("周主任", "吴委员", "郑社区", "管理员")), ("songlu", "李秀红"), ("songlu", "方志远")]


@pytest.mark.parametrize("person", OFFICERS)
def test_every_desk_that_is_an_officers_is_led_to_from_the_front_page(town, walked, person):
    """Whatever page somebody of the estate finds that this officer has a right to by office, the officer finds too."""
    here = [walked(*each).met for each in WHO if each[0] == person[0]]
    offices = roles_of(town.estates[person[0]].ref.id, town.estates[person[0]].owners[person[1]], town.site.at) & STAFF
    theirs = {met.endpoint for walk in here for met in walk if is_desk(mark_of(town, met.endpoint), offices)}
    found = {met.endpoint for met in walked(*person).met}
    elsewhere = {"doors.building", "procurement.edit_form"}  # who looks after one building has it at once; only the drafter edits a draft
    assert sorted(theirs - found - elsewhere) == []


def is_desk(open_to: Any, offices: frozenset[Role]) -> bool:
    """Whether a route is open to one of these offices as such."""
    return isinstance(open_to, tuple) and any(RIGHTS[act].roles & offices for act in open_to)


@pytest.fixture(scope="module")
def addresses(town: Town, walked) -> list[tuple[str, str, str]]:
    """Endpoint, method and one address of every route, in the estate of loose ends where it has one of its kind."""
    known: dict[str, Any] = {"name": "none.pdf", "code": "NONE-NONE", "move": "hide", "filename": "app.css", "owner": 1}
    for person in WHO:
        for met in walked(*person).met:
            known.update(met.args)
    build = town.site.app.url_map.bind("localhost")
    return [
        (rule.endpoint, method, build.build(rule.endpoint, {name: known.get(name, 1) for name in rule.arguments}, method=method))
        for rule in town.site.app.url_map.iter_rules()
        for method in sorted(rule.methods & {"GET", "POST"})
        if rule.endpoint != "static"
    ]


@pytest.mark.parametrize("person", [*LAN, ("songlu", "王小雨"), ("xishan", "苏明远")])
def test_who_has_no_right_is_refused_and_nothing_breaks(town, addresses, person):
    """Also the tenant and the head of the committee next door: in this estate they are nobody."""
    client, account = town.client(*person), town.estates[person[0]].owners.get(person[1])
    town.site.at = loose_ends.DAY
    closed = [each for each in addresses if not may_enter(town, each[2], account, mark_of(town, each[0]))]
    wrong = []
    for _, method, url in closed:
        answer = client.open(url, method=method)
        answer.close()
        if answer.status_code not in (403, 404) and not (answer.status_code == 303 and asks_to_sign_in(answer.location)):
            wrong.append((method, url, answer.status_code, answer.location))
    assert wrong == []
    assert len(closed) > 20


def asks_to_sign_in(location: str) -> bool:
    return any(f"/{door}?" in location for door in ("sign-in", "second-factor", "step-up"))


def mark_of(town: Town, endpoint: str) -> Any:
    return getattr(town.site.app.view_functions[endpoint], MARK)


def may_enter(town: Town, url: str, account: int | None, open_to: Any) -> bool:
    """By the mark of the route and the facts about the person, in the estate of the address."""
    if open_to == "public" or account is None:
        return bool(open_to == "public")
    here = town.estates.get(url.split("/")[1])
    roles = roles_of(here.ref.id, account, town.site.at) if here else frozenset()
    actor = Actor(account, roles, second_factor=True, stepped_up=True)
    return open_to == "signed_in" or any(why_not(act, actor) is None for act in open_to)


# Last, because it writes into the town.

WRITTEN = ("text", "search", "tel", "email", "number", "date", "datetime-local")
SENT = {"long": "长" * 10_000, "strange": "🏮👨\u200d👩\u200d👧\u202eعربي\0=1+1", "broken": b"\xff\xfe\xc3\x28\xed\xa0\x80\0" + b"9" * 40}
FILLERS = ("周主任", "郑社区", "刘乙", "李邻长", "管理员", "")


def test_no_form_breaks_whatever_is_written_in_it(town, walked, addresses):
    """Ten thousand characters, signs and scripts of all kinds, bytes that are no text. NUL never reaches the database, which on SQLite would not complain."""
    known = forms(walked)
    every = {name: (True, "") for fields in known.values() for name, (written, _) in fields.items() if written}
    wrong, asked = [], 0
    with nothing_reaches_the_database_that_postgresql_refuses(town.site):
        for endpoint, method, url in addresses:
            fields, kinds = known.get(endpoint, every), SENT if endpoint in known else ("strange", "broken")
            if method == "POST" and any(written for written, _ in fields.values()):
                who = next((who for who in FILLERS if may_enter(town, url, account_of(town, who), mark_of(town, endpoint))), FILLERS[0])
                wrong += [(endpoint, kind, answer) for kind in kinds if (answer := outcome(town, who, url, fields, kind)) >= 500]
                asked += 1
    assert wrong == []
    assert asked > 70


def forms(walked) -> dict[str, dict[str, tuple[bool, str]]]:
    """Endpoint of a form in the estate of loose ends → its fields: whether one writes in it, and what stands in it."""
    found: dict[str, dict[str, tuple[bool, str]]] = {}
    for person in LAN:
        walk = walked(*person)
        for met in walk.met:
            for form in met.all("form"):
                if form.get("method", "get").lower() == "post":
                    found.setdefault(walk.match(form.get("action") or met.url, "POST")[0], fields_of(form))
    return found


def fields_of(form) -> dict[str, tuple[bool, str]]:
    found: dict[str, tuple[bool, str]] = {}
    for each in form.iter():
        if each.tag in ("input", "textarea", "select") and each.get("name") and each.get("type") != "file":
            options = [option.get("value") for option in each.iter("option") if option.get("value")]
            written = each.tag == "textarea" or (each.tag == "input" and each.get("type", "text") in WRITTEN)
            found.setdefault(each.get("name"), (written, (options or [each.get("value", "")])[0]))
    return found


def account_of(town: Town, who: str) -> int | None:
    return town.estates[loose_ends.SLUG].owners.get(who)


def outcome(town: Town, who: str, url: str, fields: dict[str, tuple[bool, str]], kind: str) -> int:
    """The status of the answer; bytes that are no text are sent in hidden fields as well."""
    town.site.at = loose_ends.DAY
    body = {name: SENT[kind] if written or kind == "broken" else stands for name, (written, stands) in fields.items()}
    try:
        answer = town.client(loose_ends.SLUG, who).post(url, data=urlencode(body), content_type="application/x-www-form-urlencoded")
    except Exception:  # in tests the app lets it through
        return 500
    answer.close()
    return answer.status_code


@contextmanager
def nothing_reaches_the_database_that_postgresql_refuses(site):
    def look(_connection, _cursor, statement, parameters, *_rest):
        for value in parameters.values() if isinstance(parameters, dict) else parameters:
            assert not isinstance(value, str) or "\0" not in value, statement

    event.listen(db.engine, "before_cursor_execute", look)
    yield
    event.remove(db.engine, "before_cursor_execute", look)
