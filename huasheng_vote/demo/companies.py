"""Invented suppliers: who acts for them, what they say of themselves, who looked at their papers."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from huasheng_vote.demo.names import People
from huasheng_vote.demo.stage import Stage
from huasheng_vote.demo.votes import kept
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.labels.demo import PERSONAS
from huasheng_vote.people.actions.accounts import account_for_phone
from huasheng_vote.people.models import Persona
from huasheng_vote.procurement.actions import suppliers
from huasheng_vote.procurement.actions.suppliers import Company
from huasheng_vote.procurement.queries import suppliers as read
from huasheng_vote.rules.credit_code import check_character
from huasheng_vote.rules.flows.suppliers import SupplierAct
from huasheng_vote.web.act import local


@dataclass(frozen=True)
class Firm:
    """One company: who acts for it, its name, its trade."""

    agent: str
    name: str
    scope: str


LAMPS = (
    Firm("贺明", "岳松市政灯具有限公司（虚构）", "城市及道路照明工程专业承包叁级"),
    Firm("熊伟", "湘麓照明工程有限公司（虚构）", "城市及道路照明工程专业承包叁级"),
    Firm("易红梅", "星松机电安装有限公司（虚构）", "城市及道路照明工程专业承包贰级"),
)
PLAY = (
    Firm("蒋涛", "童乐游乐设施有限公司（虚构）", "游乐设施安装，园林绿化"),
    Firm("欧阳芳", "绿松园林工程有限公司（虚构）", "园林绿化，塑胶场地铺装"),
    Firm("龚志强", "安童地垫有限公司（虚构）", "安全地垫生产、铺装"),
)
FIRMS = (*LAMPS, *PLAY)


def register(stage: Stage, people: People, day: int) -> dict[str, int]:
    """All of them, registered and checked; ids by who acts for them."""

    def open_accounts(on: Context) -> None:
        for firm in FIRMS:
            stage.accounts[firm.agent] = account_for_phone(on, people.named(firm.agent).phone, firm.agent)

    stage.by_system(stage.when(day, 9), open_accounts)
    found = {}
    for place, firm in enumerate(FIRMS):
        at = stage.when(day, 10) + timedelta(minutes=20 * place)
        found[firm.agent] = stage.act(firm.agent, at, suppliers.register, token_hex(16), _company(stage, firm, place))
        stage.act(firm.agent, at + timedelta(minutes=5), suppliers.add_papers, [kept("营业执照.pdf"), kept("资质证书.pdf")])
        seen = read.supplier(stage.estate.id, found[firm.agent]).version
        move = (SupplierAct.REGISTER, "看过营业执照、资质和安全生产许可证原件")
        stage.act("刘建国", at + timedelta(days=1), suppliers.check, found[firm.agent], seen, *move)
    return found


def offer(stage: Stage) -> None:
    """One of them for one-click sign-in."""
    row = Persona(estate_id=stage.estate.id, account_id=stage.accounts["熊伟"], words=PERSONAS["supplier"], ordinal=90)
    local(lambda: db.session.add(row))


def _company(stage: Stage, firm: Firm, place: int) -> Company:
    first = f"91430100DEM000{place + 1:03d}"
    return Company(
        firm.name, first + check_character(first), f"{firm.agent[0]}建华", firm.scope, f"演示银行 {place + 1:04d} 0000 0000",
        licence=f"（湘）JZ安许证字〔演示〕{place + 1:06d}", licence_until=stage.today + timedelta(days=400), manager=f"{firm.agent}（演示建造师 {place + 1:03d}）",
    )  # fmt: skip
