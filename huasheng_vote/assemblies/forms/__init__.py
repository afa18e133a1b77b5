"""Shapes of input of the owners' vote: lengths, kinds, choices. Who may and whether it is possible now, others ask."""
