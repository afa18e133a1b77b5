"""Acts of the committee, one function each. Only members in office act, whatever else the account may hold; what they say stands in private bodies until it is posted."""
