"""One module a part of the application: addresses and what they answer."""
