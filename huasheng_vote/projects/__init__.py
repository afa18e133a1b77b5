"""项目: works opened from a decision of the owners, and the thread that leads back to the first idea."""
