"""The page of catalogs, and their coverage layer."""
