"""The templates of pages, made into code once and kept for the next run."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from formcheck.pose.storage import templates_folder, write_whole
from formcheck.version import __version__

_DIGEST_BYTES = hashlib.sha256().digest_size


def make_environment(package: str, filters: Mapping[str, Callable[..., object]]) -> Environment:
    """Return what makes the templates of a package into pages.

    Parameters
    ----------
    package : str
        Its folder ``templates`` holds them.
    filters : mapping of str to callable
        What templates may call with ``|``.
    """
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters)
    environment.bytecode_cache = KeptTemplates(environment)
    return environment


class KeptTemplates(BytecodeCache):
    """Templates as code in the user's cache; whatever is wrong there, they are made anew.

    Making those of the report takes as long as judging a clip of ten seconds.
    """

    def __init__(self, environment: Environment) -> None:
        options = (environment.autoescape, environment.trim_blocks, environment.lstrip_blocks)
        self._made_by = f"{__version__} {_jinja_version()} {options}\n"

    def get_source_checksum(self, source: str) -> str:
        """Return what kept code must be of: the template, and all that made it into code."""
        return super().get_source_checksum(self._made_by + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take kept code, if it is whole."""
        try:
            kept = _kept_path(bucket).read_bytes()
        except OSError:
            return
        code = kept[_DIGEST_BYTES:]
        if hashlib.sha256(code).digest() == kept[:_DIGEST_BYTES]:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep code, if there is room; it will be run unread, so nobody else may write there."""
        code = bucket.bytecode_to_string()
        with contextlib.suppress(OSError):
            write_whole(hashlib.sha256(code).digest() + code, _kept_path(bucket), private=True)


def _kept_path(bucket: Bucket) -> Path:
    return templates_folder() / f"{bucket.key}.bin"


def _jinja_version() -> str:
    try:
        return version("jinja2")
    except PackageNotFoundError:
        # A bundle may lack what says so, and has one version for good.
        return ""
