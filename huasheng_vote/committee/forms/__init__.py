"""Forms of the area: the shape of input, nothing about who or when."""
