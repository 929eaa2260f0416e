"""The page that sets the engine up, and its parts."""
