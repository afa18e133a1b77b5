"""Official papers as PDF. WeasyPrint needs pango and a Chinese font, so it is optional and imported only when asked for; without it pages print from the browser."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app


@lru_cache(maxsize=1)
def can_print() -> bool:
    """Whether WeasyPrint and its libraries are there."""
    try:
        _weasyprint()
    except (ImportError, OSError):
        return False
    return True


def pdf(page: str) -> bytes:
    """The page drawn with the app's own stylesheet; nothing is fetched from anywhere else."""
    folder = Path(current_app.static_folder or "")
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=page, url_fetcher=_refuse_to_fetch)
    body: bytes = document.write_pdf(stylesheets=[weasyprint.CSS(filename=str(folder / "app.css"))])
    return body


def _weasyprint() -> Any:
    import weasyprint

    return weasyprint


def _refuse_to_fetch(url: str, *_args: Any, **_kwargs: Any) -> Any:
    raise ValueError(f"a paper fetches nothing: {url}")
