"""Shapes of input of the area: lengths, kinds, choices. Who may and whether it is possible now, others ask."""
