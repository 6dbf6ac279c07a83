"""What the bundle runs: formcheck, with the pose model that lies beside it."""

import multiprocessing
import os
import sys
from pathlib import Path

MODELS = Path(sys._MEIPASS) / "models"

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if MODELS.is_dir():
        os.environ.setdefault("FORMCHECK_MODELS", str(MODELS))
    from formcheck.cli.main import run

    run()
