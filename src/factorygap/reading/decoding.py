"""Bytes to text in any usual encoding, or an error; never a silent loss."""

from __future__ import annotations

import codecs
import re

from factorygap.errors import UnreadableInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"), (b"\x1f\x8b", "a gzip file"), (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"RIFF", "a media file"), (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"), (b"SQLite format 3", "a SQLite database"), (b"{\\rtf", "a Rich Text file"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # what prose never holds; ESC is left to the printers
_SURROGATE = re.compile("[\ud800-\udfff]")
_OTHER_SCRIPT = re.compile(
    r"mac|koi8|kz1048|tis|cp(?:437|720|737|775|85\d|86\d|874|1006)|(?:windows-|cp)125[13567]|iso-?8859-?[5678]\b", re.I
)
_ASCII = bytes(range(128))
_SAMPLE = 200_000


def decode(data: bytes, name: str, *, html: bool = False) -> tuple[str, str]:
    """The text and the name of its encoding; with ``html`` a declared character set is tried before guessing.

    A few bad bytes in UTF-8 become U+FFFD, and the encoding says how many. Text that was decoded wrongly before it was
    saved ("â€™") is mended, and the encoding says so. Raises UnreadableInput with code empty, binary or encoding.
    """
    if not data.strip():
        raise UnreadableInput(f"{name}: is empty", "empty")
    text, encoding = _decoded(data, name, html)
    _refuse_binary(text, name)
    text = normalise(text.removeprefix("\ufeff"))
    if not text.strip():
        raise UnreadableInput(f"{name}: is empty", "empty")
    mended = _mended(text)
    return (text, encoding) if mended == text else (mended, f"{encoding}, mojibake mended")


def normalise(text: str) -> str:
    """Line ends become ``\\n`` and lone surrogates U+FFFD, so that every store and encoder takes the text."""
    return _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(data: bytes, name: str, html: bool) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), encoding
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableInput(f"{name}: is {kind}, not text", "binary")
    if b"\x00" in data:
        return _wide(data, name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096]) if html else None
    if declared and (known := _as_declared(data, declared.group(1).decode("ascii", "replace"))):
        return known
    return _nearly_utf8(data) or _guessed(data, name)


def _wide(data: bytes, name: str) -> tuple[str, str]:
    """UTF-16 without a mark: most of the bytes on one side are NUL in Latin script."""
    sample = data[:_SAMPLE]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(odd, even) < 0.3 * len(sample) / 2 or min(odd, even) > 0.02 * len(sample) + 1:
        raise UnreadableInput(f"{name}: holds NUL bytes; it is binary, not text", "binary")
    return _strictly(data, encoding, name), encoding


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{name}: is no valid {encoding} from byte {error.start} on", "encoding") from error


def _as_declared(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        codec = codecs.lookup(encoding)
        text = data.decode("cp1252" if codec.name == "iso8859-1" else codec.name)  # as browsers take it
    except (LookupError, UnicodeError, ValueError):
        return None
    return (text, codec.name) if isinstance(text, str) and codec.name != "utf-8" else None


def _nearly_utf8(data: bytes) -> tuple[str, str] | None:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text[:_SAMPLE] if c > "\x7f" and c != "\ufffd")
    if bad and bad <= 0.001 * len(text) + 3 and good > 2 * bad:
        return text, f"utf-8, {bad} bad byte{'s' if bad > 1 else ''} replaced"
    return None


def _guessed(data: bytes, name: str) -> tuple[str, str]:
    import chardet

    sample = data[:_SAMPLE]
    guess = chardet.detect(sample)["encoding"]
    if guess and _OTHER_SCRIPT.match(guess) and len(sample.translate(None, _ASCII)) < 0.3 * len(sample):
        guess = "cp1252"  # an odd accent in Latin text
    for encoding in (guess, "cp1252"):
        try:
            if encoding:
                return data.decode(encoding), codecs.lookup(encoding).name
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableInput(f"{name}: its encoding is not known; save it as UTF-8", "encoding")


def _refuse_binary(text: str, name: str) -> None:
    if "\x00" in text or len(_CONTROLS.findall(text[:_SAMPLE])) > 0.05 * min(len(text), _SAMPLE):
        raise UnreadableInput(f"{name}: holds control characters; it is binary, not text", "binary")


def _mended(text: str) -> str:
    if text.isascii():
        return text
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text
    return "\n".join(fix_encoding(line) if is_bad(line) else line for line in text.split("\n"))
