"""An answer as a QR code, so that a resident takes it home on the phone."""

import io

import segno

# About 900 bytes of Korean: more makes a code too fine for an old phone's camera.
MOST_CHARS = 300


def qr_svg(text: str) -> bytes:
    """An SVG of the text, cut after MOST_CHARS; raises ValueError when there is none."""
    text = text.strip()
    if not text:
        raise ValueError("there is no text to encode")
    if len(text) > MOST_CHARS:
        text = text[: MOST_CHARS - 1].rstrip() + "…"
    code = segno.make_qr(text, error="l")
    drawing = io.BytesIO()
    code.save(drawing, kind="svg", border=4, scale=1, dark="#000", light="#fff", omitsize=True)
    return drawing.getvalue()
