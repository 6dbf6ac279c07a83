"""The core turns arrays into values: no pictures, no model, no files, no network."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import pkgutil, sys
from importlib import import_module

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"cv2", "mediapipe", "av", "typer", "rich", "jinja2"}:
            raise AssertionError(f"the core imports {name}")
        return None

sys.meta_path.insert(0, Refuse())

for package in (
    "formcheck.kinematics", "formcheck.reps", "formcheck.exercises", "formcheck.judge",
    "formcheck.recognition"
):
    found = import_module(package)
    for module in pkgutil.walk_packages(found.__path__, f"{package}."):
        import_module(module.name)

from formcheck.exercises.settings import default_settings
from tests.support.filming import film
from tests.support.scoring import score
from tests.support.synthetic import (
    excursion, frame_times, pelvic_tilt, plan_reps, prone_press_up, standing_back_extension
)

reps = plan_reps(2, 1.0)
time_s = frame_times(reps)
share = excursion(time_s, reps)
scenes = {
    "standing_back_extension": standing_back_extension(18 * share),
    "prone_press_up": prone_press_up(40 * share, elbow_deg=65 + 100 * share),
    "pelvic_tilt": pelvic_tilt(0.1 * share),
}

watched = []
def watch(event, arguments):
    if watched and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        name = str(arguments[0])
        # Words are read when they are first said; as code, they come with the package.
        if not name.endswith((".py", ".pyc", "/words.en.toml")):
            raise AssertionError(f"the core does {event} {arguments}")
sys.addaudithook(watch)

for name in scenes:
    import_module(f"formcheck.exercises.{name}.rules")
default_settings()
watched.append(True)
for name, points in scenes.items():
    assert score(film(time_s, points), name).summary.reps_counted == 2, name
print("pure")
"""


def test_the_core_needs_neither_pictures_nor_models_nor_files() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.strip() == "pure", done.stderr
