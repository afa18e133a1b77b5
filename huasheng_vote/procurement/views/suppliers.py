"""Suppliers: the public list, one's own registration, checking and the blacklist."""
