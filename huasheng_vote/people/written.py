"""Facts as a reader sees them: words for fields and codes, moments in local time, people by name."""

from collections.abc import Mapping
from datetime import datetime

from huasheng_vote.labels import term, value
from huasheng_vote.web.filters import m2, when

MOMENTS = ("at", "since", "until")


def written(facts: Mapping[str, str | int], names: Mapping[int, str] | None = None) -> list[tuple[str, str]]:
    """Rows for `facts.facts`, the reason last. `names` resolves the account a fact is about; without it the number stands."""
    ordered = sorted(facts.items(), key=lambda fact: fact[0] == "reason")
    return [(term(field), _value(field, raw, names or {})) for field, raw in ordered]


def _value(field: str, raw: str | int, names: Mapping[int, str]) -> str:
    if field == "account":
        return names.get(int(raw), str(raw))
    if field == "area":
        return m2(int(raw))
    if field in MOMENTS or field.endswith("_at"):
        return when(datetime.fromisoformat(str(raw)), year=True)
    return value(field, raw)
