"""Accounts, dated roles, four-eyes approvals, experts, sign-in."""
