"""Contracts drawn from the winning bid."""
