"""Tenders as everybody reads them: the list, one tender, what happened to it."""
