"""The law of the app: pure functions over plain values.

Standard library only. Nothing here knows Flask, a database, the clock or chance: time is an argument, areas are
whole 1/10000 m², money whole fen, shares fractions. `python -m huasheng_vote.rules` opens it to other programs.
"""
