"""Awards: the proposal, publicity and standstill, the next candidate."""
