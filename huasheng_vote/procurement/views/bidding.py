"""A bidder's side: offering, replacing, withdrawing, confirming, one's own bids for ever."""
