"""The engine as HTTP: thin routes, and a guard before them."""
