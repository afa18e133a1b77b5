"""The opening: shares of two officers, what the envelopes say, the record."""
