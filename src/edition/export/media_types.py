"""The media types of files by their endings (IANA's where it has one): the same on every machine."""

_OF_XML = "application/xml"
_OF_TEXT = "text/plain"
#: Ending -> media type.
TYPES = {
    "ann": _OF_TEXT,
    "bib": "application/x-bibtex",
    "cff": "application/yaml",
    "conf": _OF_TEXT,
    "conll": _OF_TEXT,
    "css": "text/css",
    "csv": "text/csv",
    "dist": _OF_TEXT,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "geojson": "application/geo+json",
    "gexf": "application/gexf+xml",
    "gif": "image/gif",
    "graphml": "application/graphml+xml",
    "html": "text/html",
    "jp2": "image/jp2",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "kml": "application/vnd.google-earth.kml+xml",
    "md": "text/markdown",
    "nex": _OF_TEXT,
    "odd": "application/tei+xml",
    "otf": "font/otf",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "phy": _OF_TEXT,
    "png": "image/png",
    "ris": "application/x-research-info-systems",
    "rng": _OF_XML,
    "sch": _OF_XML,
    "svg": "image/svg+xml",
    "tex": "application/x-tex",
    "tf": _OF_TEXT,
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "toml": "application/toml",
    "tsv": "text/tab-separated-values",
    "ttf": "font/ttf",
    "ttl": "text/turtle",
    "txt": _OF_TEXT,
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xmi": "application/vnd.xmi+xml",
    "xml": "application/tei+xml",
    "zip": "application/zip",
}
_UNKNOWN = "application/octet-stream"


def format_of(path: str) -> str:
    """The media type of a file by its ending.

    >>> format_of("images/leaf-1.JPG"), format_of("notes")
    ('image/jpeg', 'application/octet-stream')
    """
    return TYPES.get(path.rpartition(".")[2].casefold(), _UNKNOWN)
