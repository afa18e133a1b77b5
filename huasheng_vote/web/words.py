"""Chinese is written in the code; other languages come from one catalogue per area, compiled when the app starts and the source is newer."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, has_request_context

from huasheng_vote.extensions import babel
from huasheng_vote.web.hygiene import preferences

SOURCE = Path(__file__).parent.parent / "translations"


def init_app(app: Flask, data: Path) -> None:
    folder = data / "translations"
    domains = [compile_catalogue(path, folder) for path in sorted(SOURCE.glob("*/LC_MESSAGES/*.po"))]
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    app.config["BABEL_DOMAIN"] = ";".join(domains) or "messages"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(folder) for _ in domains) or str(folder)
    babel.init_app(app, locale_selector=lambda: preferences().lang if has_request_context() else "zh")


def compile_catalogue(source: Path, folder: Path) -> str:
    """Write the `.mo` beside the app's data; returns the domain's name. Two processes may do it at once."""
    target = folder / source.relative_to(SOURCE).with_suffix(".mo")
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        with source.open("rb") as po:
            catalogue = read_po(po, locale="en")
        half_done = target.with_suffix(f".{os.getpid()}")
        with half_done.open("wb") as mo:
            write_mo(mo, catalogue)
        half_done.replace(target)
    return source.stem
