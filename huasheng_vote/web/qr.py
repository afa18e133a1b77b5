"""QR codes as inline SVG (ISO/IEC 18004), drawn like every other picture here: one path, no style, no image file."""

import segno
from markupsafe import Markup

QUIET = 4  # modules of white around the code, as the standard asks


def qr(text: str) -> Markup:
    """The code for `text`, dark on white in every theme so that every camera reads it."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    side = len(rows) + 2 * QUIET
    path = "".join(_runs(row, y + QUIET) for y, row in enumerate(rows))
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" aria-hidden="true">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path stroke="#000" d="{1}"/></svg>'
    ).format(side, path)


def _runs(row: list[int], y: int) -> str:
    """One row of modules as strokes, one per dark run."""
    strokes, start = [], None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            strokes.append(f"M{start + QUIET} {y}.5h{x - start}")
            start = None
    return "".join(strokes)
