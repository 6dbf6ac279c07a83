"""Names of the keys that OpenCV's windows report, on Linux, macOS and Windows."""

from __future__ import annotations

_ARROWS = ("left", "up", "right", "down")

_NAMES = {
    8: "backspace",
    9: "tab",
    13: "enter",
    10: "enter",
    27: "escape",
    32: "space",
    127: "backspace",
    # X11: keysymdef.h
    0xFF08: "backspace",
    0xFF0D: "enter",
    0xFF1B: "escape",
    0xFF8D: "enter",
    0xFFC8: "f11",
    **{0xFF51 + number: name for number, name in enumerate(_ARROWS)},
    **{0xFF96 + number: name for number, name in enumerate(_ARROWS)},
    **{0xFFB0 + number: f"{number}" for number in range(10)},
    # macOS: NSEvent's function keys
    **{0xF700 + number: name for number, name in enumerate(("up", "down", "left", "right"))},
    0xF70E: "f11",
    # Windows: virtual-key codes in the upper half
    **{(0x25 + number) << 16: name for number, name in enumerate(_ARROWS)},
    0x7A << 16: "f11",
}


def key_name_of(code: int) -> str:
    """Return the name of a key, empty if it has none here.

    Parameters
    ----------
    code : int
        As ``cv2.waitKeyEx`` returns it. Letters come out small.
    """
    found = _NAMES.get(code) or _NAMES.get(code & 0xFFFF)
    if found:
        return found
    character = code & 0xFFFF
    if character > 0x7F:
        return ""
    text = chr(character)
    return text.lower() if text.isalnum() else ""
