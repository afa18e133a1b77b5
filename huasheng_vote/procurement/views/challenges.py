"""Challenges of bidders and owners, their answers."""
