"""Measurements of load and scale, each runnable by one command. Figures only, never a test."""
