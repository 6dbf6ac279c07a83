"""Which formcheck this is; results, pages and the doctor say it."""

__version__ = "0.1.0"
