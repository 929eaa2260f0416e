"""Catalogs: choosing them, filling them, and seeing what they hold."""
