"""``python -m sample_videos``: the ``formcheck samples`` commands, from a checkout."""

from __future__ import annotations

import sys

from formcheck.cli.failures import ending_with_exit_code
from formcheck.cli.samples import samples


def main() -> None:
    """Run the command line and end the process with its exit code."""
    with ending_with_exit_code():
        samples(prog_name="python -m sample_videos")
    sys.exit(0)


if __name__ == "__main__":
    main()
