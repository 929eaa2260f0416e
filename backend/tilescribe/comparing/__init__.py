"""Brings two dates of one place together: pairs, found, read on one grid, aligned, described and kept."""
