"""Questions and answers, addenda, ends before the deadline."""
