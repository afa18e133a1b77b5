"""A register as committees keep it: a sheet of lines, read cell by cell into units and owners.

Rows come from anywhere (CSV here, XLSX in the app), one at a time, so that a hundred thousand of them need no room.
Nothing is guessed: what cannot be read is a problem with its row and column, what can be read two ways is a warning.
"""
