"""python-docx: style and text of every paragraph of a document, and its title."""

import json
import sys

import docx

document = docx.Document(sys.argv[1])
print(json.dumps([document.core_properties.title, [[p.style.name, p.text] for p in document.paragraphs]]))
