"""Text files as UTF-8: unpacked, checked byte by byte, transcoded where they are not."""

import codecs
import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from pipelines.intake.problems import FileStopped

CHUNK = 1 << 20

# What a file is whose first bytes are these, whatever its name says.
OTHER_FORMATS = {
    b"PK\x03\x04": ("an Excel or ZIP file", "Save it as CSV (UTF-8), or unpack it."),
    b"\x1f\x8b": ("packed with gzip", "Name it .csv.gz or .jsonl.gz."),
    b"PAR1": ("a Parquet file", "Name it .parquet."),
    b"\xff\xfe": ("UTF-16", "Declare `encoding: utf-16` in the mapping's options."),
    b"\xfe\xff": ("UTF-16", "Declare `encoding: utf-16` in the mapping's options."),
}


def is_packed(path: Path) -> bool:
    return path.suffix.lower() == ".gz"


def compression(path: Path) -> str:
    """How DuckDB's reader has to unpack the file; it would go by the name's small letters."""
    return f"compression = '{'gzip' if is_packed(path) else 'none'}'"


def open_text(path: Path) -> TextIO:
    """A UTF-8 file, unpacked, without its byte order mark, line ends as they are."""
    if is_packed(path):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def as_utf8(path: Path, encoding: str, workspace: Path) -> Path:
    """The file itself if it is UTF-8, else a copy that is. Stops at a byte that is not text."""
    is_utf8 = codecs.lookup(encoding).name in ("utf-8", "utf-8-sig")
    if is_utf8:
        _refuse_other_formats(path)
    copy = workspace / "transcoded.txt"
    has_text = False
    with _unpacked(path) as stream, copy.open("w", encoding="utf-8", newline="") as target:
        for text in _decoded(stream, encoding):
            has_text = has_text or bool(text.strip("\ufeff \t\r\n"))
            if not is_utf8:
                target.write(text)
    if not has_text:
        raise FileStopped("the file is empty", remedy="Export it again; nothing was loaded.")
    return path if is_utf8 else copy


def _decoded(stream: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    offset, line, is_last = 0, 1, False
    while not is_last:
        chunk = stream.read(CHUNK)
        is_last = not chunk
        waiting = len(decoder.getstate()[0])
        try:
            yield decoder.decode(chunk, final=is_last)
        except UnicodeDecodeError as error:
            byte = error.object[error.start]
            line += error.object[: error.start].count(b"\n")
            raise FileStopped(
                f"byte 0x{byte:02x} is not {encoding}",
                where=f"line {line}, byte {offset - waiting + error.start + 1}",
                remedy="Declare the file's `encoding` (such as gb18030) in the mapping's options.",
            ) from None
        offset += len(chunk)
        line += chunk.count(b"\n")


def unended_line(path: Path) -> str:
    """The last line of a text, if nothing ends it. A packed file ends by its own check sum."""
    if is_packed(path):
        return ""
    with path.open("rb") as stream:
        stream.seek(-min(path.stat().st_size, CHUNK), os.SEEK_END)
        return stream.read().decode(errors="ignore").rpartition("\n")[2]


@contextmanager
def _unpacked(path: Path) -> Iterator[BinaryIO]:
    try:
        with gzip.open(path) if is_packed(path) else path.open("rb") as stream:
            yield stream
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise FileStopped(
            "not a whole gzip file", remedy="Pack it again, or name it without .gz."
        ) from None


def _refuse_other_formats(path: Path) -> None:
    with _unpacked(path) as stream:
        start = stream.read(4)
    for magic, (what, remedy) in OTHER_FORMATS.items():
        if start.startswith(magic):
            raise FileStopped(f"the file is {what}", remedy=remedy)
