"""Official papers as PDF, drawn in a process of its own as a server draws them: inside the test runner the library forgives what it does not outside."""

import subprocess
import sys
from pathlib import Path

import pytest

from huasheng_vote.web import pdf

SHEET = Path(pdf.__file__).parent.parent / "static" / "app.css"
DRAW = """
import sys, weasyprint
page = '<body><main class="page"><article class="official"><p class="issuer">松麓家园业主大会</p><h1>公告</h1></article></main></body>'
sys.stdout.buffer.write(weasyprint.HTML(string=page).write_pdf(stylesheets=[weasyprint.CSS(filename=sys.argv[1])]))
"""


def test_a_paper_is_drawn_with_the_apps_own_stylesheet():
    if not pdf.can_print():
        pytest.skip("WeasyPrint or pango is missing; on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0")
    drawn = subprocess.run([sys.executable, "-c", DRAW, SHEET], capture_output=True, check=False)
    assert drawn.stdout.startswith(b"%PDF"), drawn.stderr[-300:].decode()
