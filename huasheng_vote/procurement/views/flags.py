"""Red flags, for owners and the committee, with what each means and does not mean."""
