"""The demonstration: an invented estate like the one in the article, and a small neighbour. Everything in it is made up.

It is built by the acts themselves, each at a moment in the past, so the log is as real as any. Phones begin with 100 and cannot be dialled.
"""
