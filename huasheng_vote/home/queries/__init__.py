"""Reads across the areas below."""
