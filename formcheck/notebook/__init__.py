"""formcheck for people who have a notebook: score, read, look, follow."""
