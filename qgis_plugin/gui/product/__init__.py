"""Products: which places, in which format, and how they are made without holding the window."""
