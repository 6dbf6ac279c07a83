"""Many clips: on one computer or many, broken off and resumed, with common tables at the end."""
