"""Acts of the area, by what is done."""
