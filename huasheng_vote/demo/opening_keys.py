"""What officers and bidders do on devices of their own: keys, test envelopes, sealed offers, shares."""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

from cryptography.hazmat.primitives.asymmetric import ec

from huasheng_vote.demo.stage import Stage
from huasheng_vote.files import Kind, store
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.procurement.actions import bidding, officers
from huasheng_vote.procurement.actions.bidding import Handed
from huasheng_vote.procurement.queries import staffing, tenders
from huasheng_vote.procurement.queries.opening import locked
from huasheng_vote.rules.exact import show_money
from huasheng_vote.sealing import Envelope, Offer, Officer, new_key, seal, unwrap

Key = ec.EllipticCurvePrivateKey


@dataclass
class Keys:
    """The officers' private keys of one tender, by name."""

    stage: Stage
    tender: int
    held: dict[str, Key] = field(default_factory=dict)

    def make(self, names: tuple[str, ...], at: datetime) -> None:
        """Each makes a key and opens the test."""
        for name in names:
            self.held[name] = new_key()
            self.stage.act(name, at, officers.make_key, self.tender, Officer.of(self.held[name]).text)
        row = tenders.tender(self.stage.estate.id, self.tender)
        for name in names:
            self.stage.act(name, at, officers.open_test, self.tender, self.shares(name, [row.test_stored]))

    def rehearse(self, names: tuple[str, ...], at: datetime) -> None:
        """The opening, tried the day before."""
        self.stage.act(names[0], at, officers.begin_rehearsal, self.tender)
        stored = tenders.tender(self.stage.estate.id, self.tender).rehearsal_stored
        for name in names:
            self.stage.act(name, at, officers.rehearse, self.tender, self.shares(name, [stored]))

    def shares(self, name: str, stored: list[str]) -> str:
        """What an officer's device takes out of these envelopes."""
        mine = Officer.of(self.held[name]).fingerprint
        envelopes = [Envelope.read(store().open(each) or b"") for each in stored]
        given = [unwrap(self.held[name], each.header, each.wraps[each.header.number_of(mine) - 1]).plain for each in envelopes]
        return canonical(given).decode()

    def of_bids(self, name: str) -> str:
        """The shares of everything that lies there."""
        return self.shares(name, [bid.stored for bid in locked(self.stage.estate.id, self.tender)])


def hand_in(stage: Stage, tender: int, agent: str, at: datetime, price: int, **said: str) -> None:
    """A bidder's browser seals an offer and hands it in. Price in whole fen."""
    row = tenders.tender(stage.estate.id, tender)
    words = {
        "days": "28",
        "warranty_months": "36",
        "manager": f"{agent}（演示建造师）",
        "technical": "详见附表。",
        "commercial": "三年内同类业绩两项。",
        **said,
    }
    offer = Offer((("price", show_money(price)), *words.items(), ("signed", "y")))
    made = seal(staffing.subject(stage.estate.slug, row), offer, "browser")
    handed = Handed(token_hex(16), made.envelope, store().put(made.envelope.data, Kind.ENVELOPE), made.salt)
    stage.act(agent, at, bidding.submit, tender, handed)
