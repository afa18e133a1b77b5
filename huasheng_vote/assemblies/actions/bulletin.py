"""The bulletin as a file; opening the roll for an auditor is an act of its own, in the log for everybody to see."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from flask import current_app

from huasheng_vote.assemblies.queries import bulletin as read
from huasheng_vote.journal import witnessing
from huasheng_vote.journal.log import Context, EstateRef

BESIDE = Path(__file__).parent.parent.parent / "journal"
ENCLOSED = {"README.txt": "bulletin-readme.txt", "verify.py": "verify.py"}
ORDER = ("README.txt", "verify.py", "policy.json", "log.jsonl", "checkpoints.txt", "roll.jsonl", "openings.jsonl", "roll-opened.jsonl")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the files have no time of their own: the same vote makes the same bytes


def public_zip(estate: EstateRef, assembly_id: int) -> bytes:
    """The public bulletin; kept in this process until another head is signed or co-signed."""
    memory: dict[Any, Any] = current_app.extensions["memory"]
    made = read.bulletin(estate, assembly_id)
    key, head = ("bulletin", estate.id, assembly_id), (made.signed[-1].id, witnessing.cosignatures(estate.id))
    if memory.get(key, (None, b""))[0] != head:
        memory[key] = (head, packed(made.files()))
    content: bytes = memory[key][1]
    return content


def open_for_auditor(on: Context, assembly_id: int) -> bytes:
    """The bulletin with the opened roll; the log says in which role somebody took it."""
    made = packed(read.bulletin(on.estate, assembly_id).opened())
    on.record("roll.opened", f"assembly/{assembly_id}", {})
    return made


def packer() -> Any:
    """Deflate that looks for no short repetitions: in lines full of hashes they are chance, and cost more than they save (an eighth of the log)."""
    return zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_FILTERED)


def packed(files: read.Files) -> bytes:
    """The files with the verifier beside them, as a zip whose bytes depend on nothing else."""
    content = {**files, **{name: (BESIDE / source).read_bytes() for name, source in ENCLOSED.items()}}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in ORDER:
            if name in content:
                entry = zipfile.ZipInfo(name, EPOCH)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with archive.open(entry, "w") as out:
                    out._compressor = packer()  # type: ignore[attr-defined]  # a Python that calls it otherwise packs as it would have
                    out.write(content[name])
    return stream.getvalue()
