"""A register in CSV: its bytes to rows. UTF-8 with or without BOM, else GB18030, the way Chinese spreadsheets save."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from huasheng_vote.rules.refusal import Refused, Why

_ENCODINGS = ("utf-8", "gb18030")
_BYTE_ORDER_MARK = "\ufeff"
_PIECE = 1 << 20


def read_csv(stream: BinaryIO) -> Iterator[list[str]]:
    """The rows of a seekable CSV stream, one at a time; the stream is used up and closed with it.

    Refuses bytes in neither encoding, and a quote that is never closed: it would swallow the lines that follow.
    """
    with io.TextIOWrapper(stream, encoding=_encoding(stream), newline="") as text:
        if text.read(1) != _BYTE_ORDER_MARK:
            text.seek(0)
        rows = csv.reader(text, strict=True)
        try:
            yield from rows
        except csv.Error:
            raise Refused(Why.BAD_CSV, line=rows.line_num) from None


def _encoding(stream: BinaryIO) -> str:
    for encoding in _ENCODINGS:
        stream.seek(0)
        if _decodes(stream, encoding):
            stream.seek(0)
            return encoding
    raise Refused(Why.BAD_ENCODING)


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := stream.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
