"""The process that scores the films that wait in the history, beside the pages."""
