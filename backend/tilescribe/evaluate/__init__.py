"""Evaluation of the search: data sets, retrieval metrics, localisation on a map, and robustness to degradation."""
