"""Reads of the area, by what is read."""
