"""Reads of the register."""

from huasheng_vote.register.queries.batches import approvals_of, batch, batches
from huasheng_vote.register.queries.enrolment import dispute, enrolment_of, letter_counts, letter_list, open_matters, own_part
from huasheng_vote.register.queries.line import contested_sets, disputes_of, history, letters_of, line, phones_of, representatives, unproven
from huasheng_vote.register.queries.lists import find_units
from huasheng_vote.register.queries.own import kept_by_register
from huasheng_vote.register.queries.roll import (
    ENROLLED,
    OWNING,
    Claims,
    buildings,
    claims,
    heads_of_account,
    in_force,
    parties_of_account,
    roll_units,
    units_of_account,
)
from huasheng_vote.register.queries.totals import totals

__all__ = (
    "ENROLLED",
    "OWNING",
    "Claims",
    "approvals_of",
    "batch",
    "batches",
    "buildings",
    "claims",
    "contested_sets",
    "dispute",
    "disputes_of",
    "enrolment_of",
    "find_units",
    "heads_of_account",
    "history",
    "in_force",
    "kept_by_register",
    "letter_counts",
    "letter_list",
    "letters_of",
    "line",
    "open_matters",
    "own_part",
    "parties_of_account",
    "phones_of",
    "representatives",
    "roll_units",
    "totals",
    "units_of_account",
    "unproven",
)
