"""Acts of the owners' vote."""
