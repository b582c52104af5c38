"""What a Word or Excel file must be and must not hold. Only its list of parts is read. Run by `inspection`."""

import io
import re
import zipfile

MOST_PARTS = 10_000
MOST_BYTES = 500_000_000
MACROS = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/", re.IGNORECASE)
TYPES = "[Content_Types].xml"


def fault(data: bytes, main_part: str) -> str | None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return "another"
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if not {TYPES, main_part} <= names:
        return "another"
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        return "bomb"
    types = archive.open(TYPES).read(1_000_000)
    if b"macroEnabled" in types or any(map(MACROS.search, names)):
        return "macros"
    return None


def text(data: bytes) -> str:
    """All that the parts in XML say, without their marks; at most what `inspection` has memory for."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    said = [
        archive.read(part).decode("utf-8", "ignore") for part in archive.infolist() if part.filename.endswith("xml")
    ]
    return "\n".join(re.sub(r"<[^>]+>", "", re.sub(r"</(w:p|a:p|si|row|c)>", "\n", part)) for part in said)
