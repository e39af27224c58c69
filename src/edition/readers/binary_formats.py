"""Detect binary formats by their first bytes, and what is in a zip file by its members.

Magic numbers; the Open Packaging Conventions (Office), OpenDocument 1.3 part 2, EPUB OCF 3.3.
"""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePath

from edition.late_patterns import late_pattern
from edition.readers.detected import Detected

SAVE_AS_TEXT = "save it as plain text (UTF-8) and name that file"
_UNPACK = "unpack it and name the file in it"
_TRANSCRIBE = "give a transcription of it, or PAGE or ALTO of an OCR"
_LISTEN = "give a transcription of it"
#: Pattern of the first bytes -> the format, and what to do.
_MAGIC_NUMBERS: tuple[tuple[bytes, str, str], ...] = (
    (
        rb"%PDF-\d\.\d",
        "a PDF",
        "it keeps no paragraphs, no notes and no reading order: give the file it was made from, or PAGE or ALTO of an "
        "OCR, or a text that you have checked",
    ),
    (rb"\x1f\x8b\x08", "a gzip archive", _UNPACK),
    (rb"BZh[1-9]1AY&SY", "a bzip2 archive", _UNPACK),
    (rb"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (rb"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (rb"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (rb"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (rb".{257}ustar", "a tar archive", _UNPACK),
    (rb"SQLite format 3\x00", "an SQLite database", "export the text from it"),
    (rb"%!PS-Adobe-", "a PostScript file", SAVE_AS_TEXT),
    (rb"AT&TFORM", "a DjVu file", _TRANSCRIBE),
    (rb"\x89PNG\r\n\x1a\n", "a PNG image", _TRANSCRIBE),
    (rb"\xff\xd8\xff", "a JPEG image", _TRANSCRIBE),
    (rb"GIF8[79]a", "a GIF image", _TRANSCRIBE),
    (rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+", "a TIFF image", _TRANSCRIBE),
    (rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51", "a JPEG 2000 image", _TRANSCRIBE),
    (rb"RIFF....WEBP", "a WebP image", _TRANSCRIBE),
    (rb"BM.{4}\x00\x00\x00\x00", "a BMP image", _TRANSCRIBE),
    (rb"8BPS\x00", "a Photoshop image", _TRANSCRIBE),
    (rb".{4}ftyp(?:heic|heix|mif1|avif)", "an image (HEIF)", _TRANSCRIBE),
    (rb".{4}ftyp|RIFF....(?:WAVE|AVI )|OggS\x00|fLaC|ID3[\x02-\x04]\x00", "a sound or video recording", _LISTEN),
    (rb"\xff[\xfb\xf3\xf2][\x10-\xef]|\x1a\x45\xdf\xa3", "a sound or video recording", _LISTEN),
    (
        rb"version https://git-lfs\.github\.com/spec/",
        "a pointer of Git LFS, not the file",
        "run `git lfs pull`",
    ),
    (rb"bplist00", "a binary property list or web archive", SAVE_AS_TEXT),
    (rb"\xffWPC", "a WordPerfect document", "open it in LibreOffice and save it as .docx or .odt"),
    (rb"\xdb\xa5\x2d\x00|\x31\xbe\x00\x00", "an old Word file", "open it in LibreOffice and save it as .docx"),
    (rb".{60}BOOKMOBI", "a Kindle book", "convert it to EPUB and name that file"),
    (rb"\x7fELF|MZ.{30,70}\x00\x00\x00", "a program", "name the file of the text"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Name of a stream in an old Office file -> what it is, and what to do.
_OLE_STREAMS = (
    ("EncryptedPackage", "a Word or Office file with a password", "open it and save it without the password"),
    ("WordDocument", "an old Word file", "open it in Word or LibreOffice and save it as .docx"),
    ("Workbook", "an old Excel file", "save it as CSV (UTF-8) and name that file"),
    ("PowerPoint Document", "an old PowerPoint file", SAVE_AS_TEXT),
    ("__substg1.0_", "a message of Outlook", SAVE_AS_TEXT),
)
_APPLE_DOUBLE = (b"\x00\x05\x16\x07", b"\x00\x05\x16\x00")
_ZIP_MAGIC_NUMBERS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MEMBER_BYTES = 1_000_000

_CTE = Detected(
    "",
    "a file of the Classical Text Editor",
    advice='export it to TEI from there (its menu File), and write witnesses = "all" to read its apparatus',
    is_container=True,
)
_WORD = Detected("docx", "a Word document", advice=SAVE_AS_TEXT, is_container=True)
_SPREADSHEET = Detected(
    "", "a spreadsheet (xlsx)", advice="save it as CSV (UTF-8) and name that file", is_container=True
)
_PRESENTATION = Detected("", "a presentation (pptx)", advice=SAVE_AS_TEXT, is_container=True)
_EPUB = Detected("epub", "an EPUB book", advice=SAVE_AS_TEXT, is_container=True)
_ODT = Detected("odt", "an OpenDocument text", advice=SAVE_AS_TEXT, is_container=True)
_ODS = Detected(
    "", "an OpenDocument spreadsheet", advice="save it as CSV (UTF-8) and name that file", is_container=True
)
_OPEN_DOCUMENT = Detected("", "an OpenDocument file that is no text", advice=SAVE_AS_TEXT, is_container=True)
#: Beginning of a media type -> what the zip file is; the longer one first.
_MEDIA_TYPES = (
    ("application/epub+zip", _EPUB),
    ("application/vnd.oasis.opendocument.text", _ODT),
    ("application/vnd.oasis.opendocument.spreadsheet", _ODS),
    ("application/vnd.oasis.opendocument", _OPEN_DOCUMENT),
    (
        "application/vnd.adobe.indesign",
        Detected("", "an InDesign file (IDML)", advice="export it as EPUB or RTF", is_container=True),
    ),
)
#: What `[Content_Types].xml` names -> what the Office file is; its beginning of a member where the types are missing.
_OFFICE = (
    (late_pattern(rb"wordprocessingml|ms-word\."), "word/", _WORD),
    (late_pattern(rb"spreadsheetml|ms-excel\."), "xl/", _SPREADSHEET),
    (late_pattern(rb"presentationml|ms-powerpoint\."), "ppt/", _PRESENTATION),
)


def detect_binary(path: str, data: bytes) -> Detected | None:
    """The format of a file whose bytes are no text; None where they may be one."""
    if path.casefold().endswith(".cte") and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _CTE
    if data.startswith(_ZIP_MAGIC_NUMBERS):
        return _detect_zip(data)
    if data.startswith(_OLE):
        return _detect_old_office(data)
    if data.startswith(_APPLE_DOUBLE):
        return _describe_shadow(path)
    head = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name, advice in _MAGIC_NUMBERS:
        if re.match(magic, data, re.DOTALL) or re.match(magic, head, re.DOTALL):
            return Detected("", name, advice=advice, is_container=True)
    return None


def describe_nul(data: bytes) -> Detected:
    """A file with a NUL byte that no encoding explains."""
    advice = "give the file of the text; if it is UTF-16 without a byte-order mark, save it as UTF-8"
    return Detected("", f"a binary file (byte {data.find(0)} is NUL), not a text", advice=advice, is_container=True)


def _describe_shadow(path: str) -> Detected:
    place = PurePath(path)
    real = str(place.with_name(place.name.removeprefix("._"))) if place.name.startswith("._") else ""
    return Detected(
        "",
        f"the shadow file that macOS writes beside {PurePath(real).name or 'a file'}, not the file itself",
        advice=f"name {real or 'the file itself'}",
        is_container=True,
    )


def _detect_old_office(data: bytes) -> Detected:
    for stream, name, advice in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return Detected("", name, advice=advice, is_container=True)
    advice = "open it in Word or LibreOffice and save it as .docx"
    return Detected("", "an old Word or Office file", advice=advice, is_container=True)


def _detect_zip(data: bytes) -> Detected:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _describe_members(archive, archive.namelist())
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, ValueError, OSError, EOFError):
        name = "a zip archive that cannot be opened"
        advice = "if it is a Word, OpenDocument or EPUB file, it is damaged: save it again"
        return Detected("", name, advice=advice, is_container=True)


def _describe_members(archive: zipfile.ZipFile, names: Sequence[str]) -> Detected:
    kind = _read_head(archive, names, "mimetype").decode("utf-8", "replace").strip()
    if found := next((one for media_type, one in _MEDIA_TYPES if kind.startswith(media_type)), None):
        return found
    if "META-INF/container.xml" in names:
        return _EPUB
    manifest = _read_head(archive, names, "META-INF/manifest.xml").decode("utf-8", "replace")
    if found := next((one for media_type, one in _MEDIA_TYPES if f'"{media_type}' in manifest), None):
        return found
    types = _read_head(archive, names, "[Content_Types].xml")
    for declared, prefix, office in _OFFICE:
        if declared.search(types) if types else any(name.startswith(prefix) for name in names):
            return office
    return _describe_archive(names)


def _describe_archive(names: Sequence[str]) -> Detected:
    if any(name.endswith(".iwa") for name in names):
        advice = "export it as a Word document and name that file"
        return Detected("", "a document of Pages, Numbers or Keynote", advice=advice, is_container=True)
    pages = sum("page" in PurePath(name).parts[:-1] and name.endswith(".xml") for name in names)
    if pages:
        name = f"a zip archive of {pages} page{'' if pages == 1 else 's'} of PAGE XML"
        return Detected("page-xml", name, ("files in the folder page",), advice="unpack it", is_container=True)
    files = [name for name in names if not name.endswith("/") and not name.startswith("__MACOSX/")]
    what = f"{len(files)} file{'' if len(files) == 1 else 's'}"
    first = f" ({files[0][:60]}{' …' if len(files) > 1 else ''})" if files else ""
    advice = "unpack it and name one of them" if len(files) > 1 else _UNPACK
    return Detected("", f"a zip archive of {what}{first}", advice=advice, is_container=True)


def _read_head(archive: zipfile.ZipFile, names: Sequence[str], name: str) -> bytes:
    """The first bytes of a member, b"" where there is none or it cannot be read."""
    if name not in names:
        return b""
    with archive.open(name) as member:
        return member.read(_MEMBER_BYTES)
