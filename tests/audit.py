"""`make audit`: pip-audit over the pinned packages; says plainly when the advisory service cannot be reached.

Exit code 0: nothing is known; 1: something is; 3: nobody could be asked, so nothing is known either way.
"""

import subprocess
import sys
from pathlib import Path

PINNED = Path(__file__).parents[1] / "constraints.txt"
FOUND, UNREACHED = 1, 3
UNKNOWN = "could not be audited"
NOBODY = (
    "the advisory service (https://pypi.org) cannot be reached from here, or knows nothing of them; nothing is known "
    "of them either way. Try again where it can be reached."
)
UNREACHED_SIGNS = (
    "ConnectionError",
    "Max retries exceeded",
    "NameResolutionError",
    "ServiceError",
    "timed out",
    "HTTPError",
)


def main() -> int:
    """Audit, and return the exit code."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(PINNED), "--no-deps", "--disable-pip"]
    ran = subprocess.run([*command, "--progress-spinner=off"], capture_output=True, text=True, check=False)
    unknown = ran.stdout.count(UNKNOWN)
    sys.stdout.write("\n".join(line for line in ran.stdout.splitlines() if UNKNOWN not in line) + "\n")
    if ran.returncode == 0 and unknown:
        sys.stderr.write(f"{unknown} packages could not be looked up: {NOBODY}\n")
        return UNREACHED
    if ran.returncode == 0:
        return 0
    if "No module named pip_audit" in ran.stderr:
        sys.stderr.write("pip-audit is not installed: run `make` for the development packages, then try again.\n")
        return UNREACHED
    if any(sign in ran.stderr for sign in UNREACHED_SIGNS):
        sys.stderr.write(f"Nothing was looked up: {NOBODY}\n")
        return UNREACHED
    sys.stderr.write(ran.stderr)
    return FOUND


if __name__ == "__main__":
    sys.exit(main())
