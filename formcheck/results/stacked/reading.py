"""Reading the results of a clip back from its folder."""

from __future__ import annotations

import json
from collections.abc import Callable

from formcheck.judge.result import Result
from formcheck.results.files import RESULT_JSON
from formcheck.results.segment_folders import SEGMENTS_JSON

#: Gives the bytes of a file by its relative name, None if there is no such file.
ReadFile = Callable[[str], bytes | None]


def read_results(read: ReadFile, folder: str) -> list[tuple[str, Result]]:
    """Return the results in a clip's folder.

    Parameters
    ----------
    read : callable
    folder : str
        The clip's folder, with ``/`` between.

    Returns
    -------
    list of (str, Result)
        One an exercise, in order of time, each behind the folder of its segment, which is
        empty where the whole clip was scored. Nothing if there is no result.

    Raises
    ------
    ValueError, KeyError, TypeError
        What is there is damaged (pydantic's errors are among these).
    """
    index = read(f"{folder}/{SEGMENTS_JSON}")
    if index is None:
        whole = read(f"{folder}/{RESULT_JSON}")
        return [] if whole is None else [("", Result.model_validate_json(whole))]
    parts = [str(segment["folder"]) for segment in json.loads(index)["segments"]]
    results = []
    for part in parts:
        data = read(f"{folder}/{part}/{RESULT_JSON}")
        if data is None:
            raise ValueError(f"{part} has no result")
        results.append((part, Result.model_validate_json(data)))
    return results
