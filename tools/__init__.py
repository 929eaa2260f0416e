"""What is needed to make and check releases; not part of any."""
