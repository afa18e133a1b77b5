"""From an idea to a project, as people walk it: through the pages alone, by their links, forms and buttons, with script and without.

Only two things are done for them: the estate is founded with its rules and conveners, and the clock moves (with the worker's round, as on a server).
"""

import json
import re
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from werkzeug.serving import make_server

from huasheng_vote import worker
from huasheng_vote.extensions import db
from huasheng_vote.people.actions.second_factor import shown_now
from tests.meetings import Convening, day
from tests.proposals_helpers import jpeg
from tests.voting import slip_in
from tests.web.people_helpers import phone_of

RULES = {"channels": ["online", "paper"]}
LAMPS, GREEN, MEETING = "更换小区 42 盏路灯", "中心绿地改为儿童游乐场", "2027年第一次业主大会会议"
PHOTO = {"name": "路灯.jpg", "mimeType": "image/jpeg", "buffer": jpeg(size=(400, 300))}
VOTES = {"赵一": ("同意", "弃权"), "刘乙": ("同意", "同意"), "王大山": ("同意", "反对")}
OTHERS = {
    "陈二": ("agree", "oppose"), "陈三": ("agree", "oppose"), "陈四": ("oppose", "oppose"),
    "赵二": ("agree", "agree"), "赵三": ("abstain", "oppose"), "赵四": ("agree", "agree"),
}  # fmt: skip
pytestmark = pytest.mark.browser


class Person:
    """Somebody at a screen, who knows nothing but the words on the page."""

    def __init__(self, estate, page, name, script):
        self.estate, self.page, self.name, self.script = estate, page, name, script

    @property
    def is_signed_in(self):
        return self.page.get_by_role("link", name="我的", exact=True).count() > 0

    def downloads(self, words):
        """What a link hands over."""
        with self.page.expect_download() as coming:
            self.follows(words)
        return Path(coming.value.path()).read_bytes()

    def sees(self, *words):
        for each in words:
            self.page.locator("main").get_by_text(each).first.wait_for(state="attached")

    def follows(self, words):
        self.page.get_by_role("link", name=words).first.click()

    def presses(self, words, exact=True):
        self.page.get_by_role("button", name=words, exact=exact).first.click()

    def unfolds(self, words):
        self.page.locator("main summary", has_text=words).first.click()

    def fills_in(self, label, value):
        self.page.get_by_label(label).first.fill(value)

    def answers(self, question, answer):
        self.page.get_by_role("group", name=question).get_by_label(answer).first.check()

    def goes_home(self):
        self.page.locator("header .brand").click()

    def looks_at_what_waits(self, words):
        self.follows("我的")
        self.follows("待我处理")
        self.follows(words)

    def signs_in(self, link="登录"):
        """With the code that the banner shows instead of a message."""
        self.follows(link)
        self.fills_in("手机号", phone_of(self.estate, self.name))
        self.presses("发送验证码")
        self.enters_the_code("登录")

    def shows_it_is_still_them(self):
        self.presses("发送验证码到", exact=False)
        self.enters_the_code("继续")

    def enters_the_authenticators_code(self, button="继续", secret=None):
        """What the app shows; the banner shows it too."""
        shown = shown_now(secret, self.estate.site.at) if secret else self.page.locator("aside.demo .code").last.inner_text()
        self.fills_in("动态口令", shown)
        self.presses(button)

    def enters_the_code(self, button):
        self.fills_in("短信验证码", self.page.locator("aside.demo .code").last.inner_text())
        self.presses(button)


@pytest.fixture
def founded(estate, monkeypatch):
    """An estate that may convene, and forms that carry their token as on a server."""
    monkeypatch.setitem(estate.site.app.config, "WTF_CSRF_ENABLED", True)
    Convening(estate).set_up(rules=RULES)
    return estate


@pytest.fixture
def address(founded):
    """Where it is served: cookies, redirects and conditional requests are then the browser's own."""
    server = make_server("127.0.0.1", 0, founded.site.app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def comes(founded, address, chromium):
    """Somebody opens the front page."""
    contexts = []

    def come(name, script, width=360):
        contexts.append(chromium.new_context(viewport={"width": width, "height": 800}, locale="zh-CN", java_script_enabled=script))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        page.goto(address)
        return Person(founded, page, name, script)

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def wait_until(founded):
    def wait(moment):
        founded.site.at = moment
        db.session.rollback()  # the worker looks at what the server has written since
        worker.do_round(moment)

    return wait


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_idea_becomes_a_project(comes, wait_until, script):
    owner, neighbour, chair = comes("陈一", script), comes("赵一", script), comes("周主任", script, width=1200)
    suggest(owner)
    endorse(neighbour)
    become_an_officer(chair)
    propose(chair)
    wait_until(day("2026-12-20"))
    put_to_the_vote(chair)
    check_own_line(owner)
    wait_until(day("2026-12-29"))
    give_notice(chair)
    wait_until(day("2027-01-20"))
    vote(owner, ("同意", "同意"))
    watch(owner)
    for name, choices in VOTES.items():
        vote(neighbour if name == neighbour.name else comes(name, script), choices)
    for name, codes in OTHERS.items():
        vote_unseen(owner.page.url, owner.estate.client(name), codes)
    see_the_windows_light(owner)
    wait_until(day("2027-02-22", 18))
    see_the_result(owner)
    wait_until(day("2027-03-03"))
    announce(chair)
    read_the_announcement(chair)
    open_project(chair)
    visitor = comes("somebody", script)
    see_the_project(visitor)
    follow_the_idea(visitor)


def suggest(owner):
    owner.signs_in()
    owner.follows("我提建议")
    owner.follows("写第一条建议")
    owner.fills_in("标题", "中心花园一半路灯晚上不亮")
    owner.page.get_by_label("关于什么").select_option(label="照明")
    owner.fills_in("具体位置", "中心花园")
    owner.fills_in("说说情况和您的想法", "四十二盏里有一半不亮，老人晚上不敢下楼。")
    owner.page.get_by_label("照片").set_input_files(PHOTO)
    owner.presses("下一步：核对")
    owner.sees("这是第一条")
    owner.presses("公布这条建议")
    owner.sees("等待答复")


def endorse(neighbour):
    neighbour.follows("我提建议")
    neighbour.follows("中心花园一半路灯晚上不亮")
    neighbour.signs_in("登录后附议")
    neighbour.presses("附议")
    neighbour.sees("您已附议")


def become_an_officer(chair):
    """Staff show a second factor; the authenticator app is handed the secret that the page shows."""
    chair.signs_in()
    chair.follows("我的")
    chair.follows("待我处理")
    chair.follows("输入动态口令")
    chair.shows_it_is_still_them()
    secret = chair.page.locator("main .code").first.inner_text()
    for button in ("保存", "继续"):
        chair.enters_the_authenticators_code(button, secret)


def propose(chair):
    chair.follows("建议待答复")
    chair.follows("中心花园一半路灯晚上不亮")
    chair.sees("1 人附议")
    chair.follows("写成提案")
    chair.fills_in("提案名称", "更换小区 40 盏路灯")
    chair.fills_in("做什么、做到什么程度", "把 40 盏老路灯换成 LED 灯，灯杆不动。")
    chair.fills_in("估算费用", "226,000")
    chair.answers("钱从哪里来", "专项维修资金")
    for question in ("是否筹集", "是否改建", "是否改变", "是否利用"):
        chair.answers(question, "否")
    chair.answers("以上都不是时，属于哪一类事项", "使用")
    chair.presses("存为草稿")
    chair.follows("写新的一版")
    chair.fills_in("提案名称", LAMPS)
    chair.fills_in("做什么、做到什么程度", "把 42 盏老路灯换成 LED 灯，灯杆不动。")
    chair.fills_in("这一版改了什么", "邻居数过，是 42 盏。")
    chair.presses("存为新的一版")
    chair.unfolds("公布并征求意见")
    chair.fills_in("征求意见到什么时候", "2026-12-18T18:00")
    chair.presses("公布")
    chair.sees("大家的意见", "中心花园一半路灯晚上不亮", "第 2 版（现行）")


def put_to_the_vote(chair):
    """A meeting with the proposal's own words and a second question typed in; then the roll is open to everybody."""
    chair.looks_at_what_waits("意见征求期满")
    chair.follows("去业主大会会议")
    chair.follows("起草会议")
    chair.fills_in("会议名称", MEETING)
    chair.answers("会议种类", "临时会议")
    chair.answers("召开方式", "书面征求意见")
    chair.fills_in("为什么开这次会", "路灯坏了一半。")
    chair.fills_in("何时开始表决", "2027-01-20T09:00")
    chair.fills_in("何时截止", "2027-02-22T18:00")
    chair.fills_in("纸质票在哪里领、在哪里交", "业委会办公室")
    chair.fills_in("计票地点", "社区活动室")
    chair.fills_in("计票时间", "2027-02-23T09:00")
    chair.presses("存为草稿")
    chair.follows("加一个议题")
    chair.follows(LAMPS)
    chair.presses("存下议题")
    chair.follows("加一个议题")
    chair.fills_in("议题", GREEN)
    chair.fills_in("全文", "中心绿地一角铺软垫，装滑梯和秋千。")
    for question, answer in (("是否筹集", "否"), ("是否改建", "否"), ("是否改变", "是"), ("是否利用", "否")):
        chair.answers(question, answer)
    chair.answers("以上都不是的话", "使用")
    chair.answers("由谁决定", "全体业主")
    chair.presses("存下议题")
    chair.sees(LAMPS, GREEN, "特别事项")
    chair.presses("开始核对名册")
    chair.sees("现在还不能发通知")


def check_own_line(owner):
    owner.goes_home()
    owner.follows("业主大会会议")
    owner.follows(MEETING)
    owner.follows("看名册，核对我名下的房屋")
    owner.sees("名下 1 套，计 1 人，计入 90.50 m²")


def give_notice(chair):
    chair.looks_at_what_waits("通知待发")
    chair.follows("预览通知和表决票")
    chair.sees("这是预览")
    chair.follows(MEETING)
    chair.follows("发通知")
    chair.enters_the_authenticators_code()
    chair.presses("冻结并发出通知")
    chair.sees("已通知")


def vote(voter, choices):
    """One question a page, everything once more, a fresh code, the receipt."""
    voter.goes_home()
    if not voter.is_signed_in:
        voter.signs_in()
    voter.follows("去投票")
    voter.follows("开始投票：共 2 题")
    for choice, button in zip(choices, ("下一题", "去核对"), strict=True):
        voter.page.get_by_role("radio", name=re.compile(f"^{choice}")).check()
        voter.presses(button)
    voter.shows_it_is_still_them()
    voter.sees("核对您的表决票", *choices)
    voter.presses("提交我的票")
    voter.sees("您家的窗亮了")
    assert re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", voter.page.locator(".slip .code").first.inner_text())


def watch(owner):
    """Stays on the page of the live vote: nothing but the own window is lit, and the areas wait for a step of ten."""
    if owner.script:
        owner.page.clock.install()
    owner.follows("看实时进展")
    owner.sees("1 扇窗已经亮了", "1 人，共 12 人（8.3%）", "0.00 m²，共 1,336.25 m²（0.0%）")


def vote_unseen(address, client, codes):
    """The same forms without a window, for those nobody looks at over the shoulder."""
    found = client.get(urlsplit(address).path).text
    page = client.get(re.search(r'href="([^"]+/ballot/[0-9]+/1)"', found)[1])
    for code in (*codes, ""):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        page = client.get(client.post(page.request.path, data={"csrf_token": token, "slip": slip_in(page), "choice": code}).location)
    assert "您家的窗亮了" in page.text


def see_the_windows_light(owner):
    """Where scripts run, without touching anything; and what has not changed since is not sent again."""
    if not owner.script:
        owner.page.reload()
    owner.sees("11 扇窗已经亮了", "10 人，共 12 人（83.3%）", "1,140.50 m²，共 1,336.25 m²（85.3%）")
    if owner.script:
        with owner.page.expect_response("**/tally") as polled:
            owner.page.clock.fast_forward(5_000)
        assert polled.value.status == 304


def see_the_result(owner):
    """What everybody can see as soon as the window has closed, and that it is not final."""
    owner.goes_home()
    owner.follows(MEETING)
    owner.follows("看结果")
    owner.sees("公示中", "四个不等式全部成立，公示期满后形成决议。", "同意人数、同意面积没有达到要求", "还没有人提出异议")


def announce(chair):
    """After three months officers sign in anew, and arrive where they wanted to go."""
    chair.signs_in("我的")
    chair.follows("输入动态口令")
    chair.enters_the_authenticators_code()
    chair.looks_at_what_waits("结果待公告")
    chair.presses("公告结果")


def read_the_announcement(reader):
    """Both sides of every inequality, on paper too, and for machines."""
    for row in ("参与面积 ㎡ 1,140.50 ≥ 890.8334", "参与人数 10 ≥ 8", "同意面积 ㎡ 909.50 > 570.25", "同意人数 8 > 5", "同意人数 4 ≥ 7½"):
        reader.page.get_by_role("row", name=row).first.wait_for()
    reader.sees("公告〔2027〕1号", "形成决议〔2027〕1号", "一并通过的预算：226,000.00 元，资金来源：专项维修资金")
    assert reader.downloads("CSV").count(b"\r\n") == 9
    assert [each["outcome"] for each in json.loads(reader.downloads("JSON"))["motions"]] == ["passed", "not_passed"]
    assert reader.downloads("下载 PDF").startswith(b"%PDF")
    assert reader.page.get_by_role("button", name="打印").is_visible() == reader.script


def open_project(chair):
    chair.looks_at_what_waits("待立项")
    chair.sees("决议〔2027〕1号", "226,000.00 元")
    chair.presses("立项")


def see_the_project(visitor):
    """Anybody, from the front page: the voted budget, the decision it rests on, the way from the first idea."""
    visitor.follows("看进度")
    visitor.follows(LAMPS)
    visitor.sees("226,000.00 元", "专项维修资金", "筹备中", "业主建议", "提案公布", "业主大会通知", "表决结束", "项目立项")
    visitor.follows("决议〔2027〕1号")
    visitor.sees("批准金额")


def follow_the_idea(visitor):
    """And from the idea on: what became of it is one link further each time."""
    visitor.goes_home()
    visitor.follows("我提建议")
    visitor.follows("中心花园一半路灯晚上不亮")
    visitor.sees("已纳入提案", "已表决通过")
    visitor.follows(LAMPS)
    visitor.follows("看它走到哪一步")
    visitor.sees("怎么走到这一步", "226,000.00 元")
