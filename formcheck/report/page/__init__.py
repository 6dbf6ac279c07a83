"""The parts of the HTML report, worked out in Python and laid out by templates."""
