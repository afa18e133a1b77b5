"""Words for codes: every refusal, state, act and matter, said once. Rules speak codes; only the edge speaks Chinese or English."""

from typing import Any

from huasheng_vote.labels import (
    assemblies,
    awards,
    bids,
    committee,
    common,
    own,
    panels,
    papers,
    people,
    procurement,
    projects,
    proposals,
    register,
    sealing,
    suppliers,
    tenders,
    voting,
)
from huasheng_vote.labels.moments import said
from huasheng_vote.rules.refusal import Refused, Why

BUYING = (suppliers, tenders, bids, panels, awards)
# Each area's words, by code. Kinds, sections, terms and values are those of four-eyes requests and of one's own data.
REFUSALS: dict[Why, Any] = {
    **common.REFUSALS,
    **people.REFUSALS,
    **committee.REFUSALS,
    **proposals.REFUSALS,
    **projects.REFUSALS,
    **procurement.REFUSALS,
    **register.REFUSALS,
    **assemblies.REFUSALS,
    **voting.REFUSALS,
    **papers.REFUSALS,
    **sealing.REFUSALS,
}
KINDS: dict[str, Any] = {**people.KINDS, **committee.KINDS, **assemblies.KINDS, **voting.KINDS, **papers.KINDS}
SECTIONS: dict[str, Any] = {**people.SECTIONS, **own.SECTIONS, **committee.SECTIONS}
TERMS: dict[str, Any] = {**people.TERMS, **own.TERMS, **committee.TERMS, **assemblies.TERMS, **voting.TERMS, **papers.TERMS}
VALUES: dict[str, Any] = {**people.VALUES, **own.VALUES, **committee.VALUES, **assemblies.VALUES, **voting.VALUES, **papers.VALUES}
for _area in BUYING:
    REFUSALS.update(_area.REFUSALS)
    SECTIONS.update(_area.SECTIONS)
    TERMS.update(_area.TERMS)
    VALUES.update(_area.VALUES)


def words(refused: Refused) -> str:
    """The sentence for a refusal, in the reader's language, with its facts filled in."""
    sentence = REFUSALS.get(refused.why)
    return str(sentence) % said(refused.facts) if sentence is not None else refused.why.value


def term(field: str) -> str:
    """The words for a field of a four-eyes request or of one's own data."""
    return str(TERMS.get(field, field))


def value(field: str, raw: str | int) -> str:
    """The words for a coded value, or the value itself."""
    return str(VALUES.get(field, {}).get(raw, raw))
