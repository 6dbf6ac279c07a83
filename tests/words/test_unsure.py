"""Sentences that a clinician has still to check."""

from __future__ import annotations

from pathlib import Path

from formcheck.words.unsure import unsure, word_files


def test_a_marked_sentence_is_found_with_what_is_unsure(tmp_path: Path) -> None:
    file = tmp_path / "words.de.toml"
    file.write_text(
        '# A remark.\na = "A"\n# CHECK: official\n# wording?\nb = "B"\n'
        'list = [\n  # CHECK: x\n  "C",\n]\n'
    )
    assert list(unsure(file)) == [('b = "B"', "official wording?"), ('"C",', "x")]


def test_all_word_files_are_looked_at() -> None:
    names = {file.parent.name for file in word_files("en")}
    assert {"words", "phrases", "knee_hug", "safety", "learn", "web"} <= names
