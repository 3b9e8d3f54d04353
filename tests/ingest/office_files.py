"""A small presentation, an OFD and a letter, whole."""

from __future__ import annotations

import email.message
import io
import zipfile

from tests.ingest.word_files import R

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
OFD = "http://www.ofdspec.org/2016"


def archive(files: dict[str, str]) -> bytes:
    """Write a ZIP of texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def presentation(*slides: str) -> bytes:
    """Write a .pptx of slides, each the elements on it."""
    order = "".join(f'<p:sldId id="{n}" r:id="r{n}"/>' for n in range(len(slides)))
    links = "".join(f'<Relationship Id="r{n}" Type="{R}/slide" Target="s{n}.xml"/>' for n in range(len(slides)))
    main = f'<Relationship Id="a" Type="{R}/officeDocument" Target="ppt/presentation.xml"/>'
    files = {
        "_rels/.rels": f"<Relationships>{main}</Relationships>",
        "ppt/presentation.xml": f'<p:p xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>{order}</p:sldIdLst></p:p>',
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{links}</Relationships>",
    }
    return archive(files | {f"ppt/s{n}.xml": slide for n, slide in enumerate(slides)})


def text_slide(text: str) -> str:
    """Write a slide with one text."""
    words = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
    return f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><p:sp><p:txBody>{words}</p:txBody></p:sp></p:sld>'


def fixed_page(text: str) -> bytes:
    """Write an .ofd with one line."""
    space = f'xmlns:ofd="{OFD}"'
    code = f'<ofd:TextCode X="0" Y="4" DeltaX="g {len(text)} 4">{text}</ofd:TextCode>'
    root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    line = f'<ofd:TextObject Boundary="20 30 150 5" Size="4">{code}</ofd:TextObject>'
    return archive(
        {
            "OFD.xml": f"<ofd:OFD {space}>{root}</ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:D {space}><ofd:Pages><ofd:Page BaseLoc="0.xml"/></ofd:Pages></ofd:D>',
            "Doc_0/0.xml": f"<ofd:Page {space}>{line}</ofd:Page>",
        }
    )


def letter(text: str) -> bytes:
    """Write an .eml."""
    message = email.message.EmailMessage()
    message["Subject"] = "来函"
    message.set_content(text)
    return message.as_bytes()
