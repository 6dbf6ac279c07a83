"""The addresses of the application: a module for each part, which lists them in ``ROUTES``."""
