"""Words of suppliers."""

from typing import Any

from huasheng_vote.rules.refusal import Why

REFUSALS: dict[Why, Any] = {}
LOG: dict[str, Any] = {}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}
