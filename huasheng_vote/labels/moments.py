"""Days and minutes among the facts of a sentence: kept as 2026-12-08 18:00, said as the reader says them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_date, get_locale

_KEPT = re.compile(r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?")
_FORM, _CHINESE = "d MMM y", "long"


def said(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with their days in words: "2026年12月8日 18:00", in English "8 Dec 2026 18:00"."""
    return {name: _said(fact) for name, fact in facts.items()}


def _said(fact: Any) -> Any:
    kept = _KEPT.fullmatch(fact) if isinstance(fact, str) else None
    if kept is None:
        return fact
    locale = get_locale()
    day = format_date(date.fromisoformat(kept[1]), _FORM if locale and locale.language == "en" else _CHINESE)
    return f"{day} {kept[2]}" if kept[2] else day
