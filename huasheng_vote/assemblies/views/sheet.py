"""One head's ballot being filled in by one account: its questions, where each page leads, and what its pages show."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _

from huasheng_vote.assemblies.forms.slip import Slip
from huasheng_vote.assemblies.queries.ballots import BallotInForce, counting
from huasheng_vote.assemblies.queries.frozen import Door, FrozenHead, FrozenMotion
from huasheng_vote.assemblies.views.own import cannot, units_words
from huasheng_vote.assemblies.views.reader import Vote, the_vote
from huasheng_vote.assemblies.views.wording import budget_words, kicker, passing
from huasheng_vote.labels import register, voting, words
from huasheng_vote.register.queries.contact import names_of
from huasheng_vote.rules.ballot import NONE_OF_THESE, Choice
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.filters import m2, masked
from huasheng_vote.web.state import the_actor


def answers_to(motion: FrozenMotion) -> Mapping[str, Any]:
    """What may be answered online, with its words."""
    named = dict(motion.options) | {NONE_OF_THESE: voting.CHOICES[NONE_OF_THESE]}
    plain = {choice: voting.CHOICES[choice] for choice in (Choice.AGREE, Choice.OPPOSE)}
    return (named if motion.options else plain) | {Choice.ABSTAIN: voting.CHOICES[Choice.ABSTAIN]}


def the_sheet(assembly_id: int, head_id: int) -> "Sheet":
    """The ballot of a head of this assembly's roll, for somebody who may cast it."""
    vote = the_vote(assembly_id)
    head = vote.known.heads.get(head_id)
    why = vote.voice.why_not(head) if head else Why.NOT_ON_ROLL
    if head is None or why:
        raise Refused(why or Why.NOT_ON_ROLL)
    return Sheet(vote, head, tuple(vote.known.asked(head_id)), the_actor().account or 0)


@dataclass(frozen=True)
class Sheet:
    """The head, its questions, and the ballot of it that counts now."""

    vote: Vote
    head: FrozenHead
    motions: tuple[FrozenMotion, ...]
    account: int

    @cached_property
    def cast(self) -> BallotInForce | None:
        """The ballot of the head that counts now; a submission that is accepted never asks here, but under the lock."""
        return counting(self.vote.known.estate_id, self.vote.known.id, self.head.id)

    @property
    def version(self) -> int:
        """The number of the ballot that counts; 0 before the first."""
        return self.cast.number if self.cast else 0

    def motion(self, n: int) -> FrozenMotion:
        """The n-th question."""
        return self.motions[n - 1] if 1 <= n <= len(self.motions) else abort(404)

    def slip(self, text: str) -> Slip | None:
        """The answers so far; a fresh slip where there are none. None when the head has voted since: then there is nothing more to fill in here.
        Refuses to begin what could not be cast."""
        found = Slip.opened(text, self.account, self.vote.known.id, self.head.id) or self._fresh()
        return found if found.version == self.version else None

    def _fresh(self) -> Slip:
        if refused := cannot(self.vote, self.head, self.cast):
            raise refused
        return Slip(self.account, self.vote.known.id, self.head.id, self.version)

    @property
    def after(self) -> str:
        """Where somebody belongs whose head has voted meanwhile."""
        if self.cast and self.cast.account == self.account:
            return url_for("receipts.receipt", assembly_id=self.vote.known.id, code=self.cast.code)
        return url_for("voting.vote", assembly_id=self.vote.known.id)

    def url(self, n: int, slip: Slip | None) -> str:
        """The page of the n-th question."""
        sealed = slip.sealed if slip else None
        return url_for("ballots.question", assembly_id=self.vote.known.id, head_id=self.head.id, n=n, slip=sealed)

    def first_unanswered(self, slip: Slip) -> int | None:
        """The place of the first question without an answer."""
        return next((n for n, motion in enumerate(self.motions, 1) if motion.id not in slip.answers), None)

    def next_page(self, slip: Slip, n: int) -> str:
        """After an answer: the next question without one, else the check page."""
        missing = self.first_unanswered(slip)
        if missing:
            return self.url(missing, slip)
        return url_for("ballots.check", assembly_id=self.vote.known.id, head_id=self.head.id, slip=slip.sealed)

    def steps(self, now: int) -> list[tuple[str, str]]:
        """The row of steps; `now` counts questions from 1, then checking, then done."""
        names = [_("第 %(n)s 题", n=n) for n in range(1, len(self.motions) + 1)] + [_("核对"), _("完成")]
        return [(name, "done" if place < now else "now" if place == now else "") for place, name in enumerate(names, 1)]

    def question_page(self, n: int, sealed: str) -> dict[str, Any]:
        """What question.html shows."""
        motion = self.motion(n)
        slip = Slip.opened(sealed, self.account, self.vote.known.id, self.head.id)
        return {
            "meeting": self.vote.meeting,
            "head": self.head,
            "motion": motion,
            "place": n,
            "questions": len(self.motions),
            "steps": self.steps(n),
            "units": units_words(self.head.doors),
            "kicker": kicker(motion),
            "hints": voting.HINTS if not motion.options else {},
            "reading": self._reading(motion),
            "back": self.url(n - 1, slip) if n > 1 else url_for("voting.vote", assembly_id=self.vote.known.id),
            "back_label": _("上一题") if n > 1 else _("先不投，返回"),
        }

    def _reading(self, motion: FrozenMotion) -> list[tuple[str, str]]:
        """What a voter should know beside the text: the money, how it passes, whether a ballot can be changed."""
        money = [(str(_("一并表决的预算")), budget_words(motion.budget, motion.money_source))] if motion.budget else []
        return [*money, (_("怎样算通过"), passing(self.vote.known.law, motion)), (_("能不能改"), self.change_words)]

    def check_page(self, slip: Slip) -> dict[str, Any]:
        """What check.html shows."""
        return {
            "meeting": self.vote.meeting,
            "head": self.head,
            "steps": self.steps(len(self.motions) + 1),
            "answered": self.answered(slip.answers, slip),
            "on_behalf": self.on_behalf(),
            "first": self.url(1, slip),
        }

    def answered(self, answers: Mapping[int, str], slip: Slip | None = None) -> list[tuple[str, Any, str, str]]:
        """Each question with its answer, and where it can be changed."""
        return [
            (
                _("议题 %(n)s：%(title)s", n=motion.ordinal, title=motion.title),
                answers_to(motion).get(answers[motion.id], answers[motion.id]),
                self.url(n, slip) if slip else "",
                _("议题 %(n)s", n=motion.ordinal),
            )
            for n, motion in enumerate(self.motions, 1)
            if motion.id in answers
        ]

    def on_behalf(self) -> list[tuple[str, str]]:
        """In whose name: the units with their areas, the co-owners, whether it can be changed."""
        doors = _("、").join(_with_area(door) for door in self.head.doors)
        owners = names_of(self.vote.known.estate_id, self.head.owners) if len(self.head.owners) > 1 else []
        together = (
            [(_("共有人"), _("%(names)s。一户一票，由您代表", names=_("、").join(masked(name) for name in owners)))] if owners else []
        )
        return [
            (_("房屋"), doors),
            (_("合计"), _("%(area)s，计 1 人", area=m2(self.head.area))),
            *together,
            (_("能不能改"), self.change_words),
        ]

    @property
    def change_words(self) -> str:
        """The frozen rule of changing, in words."""
        return str(voting.CHANGES[self.vote.known.procedure.change])

    def refused_page(self, refused: Refused) -> dict[str, Any]:
        """What refused.html shows."""
        own = str(refused.facts.get("receipt", "")) or (self.cast.code if self.cast and self.cast.account == self.account else "")
        return {
            "meeting": self.vote.meeting,
            "closes": self.vote.closes,
            "late": refused.why is Why.VOTING_CLOSED,
            "message": words(refused),
            "receipt": own,
            "at": self.vote.at,
        }


def _with_area(door: Door) -> str:
    return str(_("%(name)s（%(area)s）", name=register.unit(door.building, door.entrance, door.number), area=m2(door.area)))
