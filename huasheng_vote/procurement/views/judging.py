"""Judging: qualification, declarations, blind sheets, comparison, report."""
