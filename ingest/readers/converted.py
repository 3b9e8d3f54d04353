"""Read what LibreOffice converts to a Word document: .doc .wps .rtf .odt."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.document import Document
from ingest.readers import word
from ingest.readers.files import read_bytes, sniff
from knowledge.errors import DocumentError
from knowledge.evidence import Audience

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_READ = {"doc": "doc", "ole": "doc", "rtf": "rtf", "odt": "odt"}


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .doc, .wps, .rtf or .odt file.

    Raises DocumentError, with what to install or how to save the file, where LibreOffice is missing or fails.
    """
    data = read_bytes(path, relative)
    kind = sniff(data)
    if kind not in _READ:
        raise DocumentError(relative, f"it is no text document but {kind}", "Open it and save it as .docx or .pdf.")
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise DocumentError(
            relative,
            f"{path.suffix} files are read by LibreOffice, which is not installed here",
            "Install it (on Debian: apt-get install libreoffice-writer-nogui), or save the file as .docx or .pdf.",
        )
    with tempfile.TemporaryDirectory(prefix="ingest-") as folder:
        given = Path(folder, f"given.{_READ[kind]}")
        given.write_bytes(data)
        return word.read(_converted(program, given, relative), relative=relative, audience=audience)


def _converted(program: str, given: Path, relative: str) -> Path:
    # A profile of its own: another LibreOffice may be open, and macros stay off.
    profile = f"-env:UserInstallation=file://{given.parent}/profile"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML"]
    remedy = "Open it in Word, WPS or LibreOffice and save it as .docx."
    try:
        subprocess.run(  # noqa: S603 - a program that was found, and a name that was made here
            [*command, "--outdir", str(given.parent), str(given)], capture_output=True, timeout=_SECONDS, check=True
        )
    except subprocess.TimeoutExpired as failure:
        raise DocumentError(relative, f"LibreOffice took more than {_SECONDS} s over it", remedy) from failure
    except (OSError, subprocess.CalledProcessError) as failure:
        raise DocumentError(relative, "LibreOffice cannot convert it", remedy) from failure
    made = given.with_suffix(".docx")
    if not made.is_file():
        raise DocumentError(relative, "LibreOffice cannot convert it", remedy)
    return made
