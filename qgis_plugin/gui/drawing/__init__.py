"""Drawing and counting on tiles: the map tool, and what becomes of its shapes."""
