"""Buying for the estate: suppliers, tenders, sealed bids, opening, judging, award, challenges, contract."""
