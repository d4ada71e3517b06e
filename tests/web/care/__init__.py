"""Pages of care as their staff see them."""
