"""Writing a tender, reviewing it, publishing it."""
