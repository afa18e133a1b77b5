"""One act = one function = one transaction = its log lines. Views, commands, the worker and the demo all come through here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import IntegrityError

from huasheng_vote.database import writing
from huasheng_vote.journal import checkpoints
from huasheng_vote.journal.log import Context, EstateRef
from huasheng_vote.rules.access import Actor
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.state import now, the_actor, the_estate

Args = ParamSpec("Args")
Result = TypeVar("Result")


def act(fn: Callable[Concatenate[Context, Args], Result], *args: Args.args, **kwargs: Args.kwargs) -> Result:
    """Do the act as the person asking, in the estate of the address, at the moment of the request. Raises `Refused`, and then nothing was written."""
    return act_as(the_estate(), the_actor(), now(), fn, *args, **kwargs)


def act_as(
    estate: EstateRef,
    actor: Actor,
    at: datetime,
    fn: Callable[Concatenate[Context, Args], Result],
    *args: Args.args,
    **kwargs: Args.kwargs,
) -> Result:
    """The same outside a request. `fn` re-reads the facts it decides on, inserts, records, and returns plain values."""
    on = Context(estate, actor, at)
    answer = _transact(estate.id, fn, on, *args, **kwargs)
    checkpoints.after(on)
    return answer


def local(fn: Callable[Args, Result], *args: Args.args, **kwargs: Args.kwargs) -> Result:
    """A change to LOCAL_TABLES only (sessions, codes, counters): the same lock, no estate, no log line."""
    return _transact(0, fn, *args, **kwargs)


def _transact(scope: int, fn: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    try:
        with writing(scope):
            return fn(*args, **kwargs)
    except IntegrityError as collision:
        raise Refused(Why.CHANGED_MEANWHILE) from collision


def submit(form: Any, fn: Callable[Concatenate[Context, Args], Result], *args: Args.args, **kwargs: Args.kwargs) -> Result | None:
    """The act behind a filled-in form. A refusal of kind malformed or conflict lands in the form (on the field that
    `facts["field"]` names, else on top), so that the typed values stay; the caller then shows the form again when `form.errors`."""
    try:
        return act(fn, *args, **kwargs)
    except Refused as refused:
        form.refuse(refused)
        return None
