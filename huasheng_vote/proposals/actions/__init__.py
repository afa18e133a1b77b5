"""Acts of the area, one function each. Words of people stand in the private body of their log line, so that they can be erased; their digest is public."""
