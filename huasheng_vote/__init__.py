"""Huasheng Vote (华盛议事): an estate's owners decide together and see it through."""
