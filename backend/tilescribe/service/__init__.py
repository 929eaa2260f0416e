"""The engine behind one small, typed HTTP interface on the loopback."""
