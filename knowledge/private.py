"""Files of DATA_DIR that nobody else on the machine may read: papers and talks of the staff are among them."""

import contextlib
import stat
from pathlib import Path

_OTHERS = stat.S_IRWXO


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone; close one that is there to strangers.

    A group that an operator has let in stays in. Raises OSError where it cannot be made.
    """
    for above in reversed(folder.parents):
        if not above.exists():
            above.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    _close(folder)


def make_private_file(file: Path) -> None:
    """Make an empty file for this user alone, or close one that is there to strangers. Raises OSError."""
    file.touch(mode=0o600)
    _close(file)


def _close(path: Path) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & _OTHERS:
        with contextlib.suppress(PermissionError):  # somebody else's, who has let us in
            path.chmod(mode & ~_OTHERS)
