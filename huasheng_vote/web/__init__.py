"""What every page shares: access marks, session, one transaction per act, refusals made into pages or fragments. Knows no area."""
