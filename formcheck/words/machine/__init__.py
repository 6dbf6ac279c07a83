"""What ``formcheck doctor`` says of a computer; the words stand in the files beside this one."""

from __future__ import annotations

from formcheck.words import read_words

WORDS = read_words(__name__)
