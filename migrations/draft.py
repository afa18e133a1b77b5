"""Write the first migration from the models: `make migration`. Before the first release there is only this one."""

import tempfile
from pathlib import Path

from flask_migrate import revision

from huasheng_vote.app import create_app
from huasheng_vote.config import Settings
from huasheng_vote.journal.models import APPEND_ONLY

FILE = Path(__file__).parent / "versions" / "0001_initial.py"
TRIGGERS = """
    from huasheng_vote.journal.models import trigger_statements

    for table in {tables}:
        for statement in trigger_statements(op.get_bind().dialect.name, table):
            op.execute(statement)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder), database_url="sqlite://", secret_key="draft", field_key=bytes(32)))
        FILE.parent.mkdir(exist_ok=True)
        with app.app_context():
            revision(message="initial", autogenerate=True, rev_id="0001")
    text = FILE.read_text("utf-8")
    text = text.replace("\n\n\ndef downgrade()", TRIGGERS.format(tables=APPEND_ONLY) + "\n\ndef downgrade()", 1)
    FILE.write_text(text, "utf-8")


main()
