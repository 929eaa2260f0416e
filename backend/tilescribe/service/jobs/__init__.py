"""Long work in processes of its own: a manager here, a worker there, JSON lines between them."""
