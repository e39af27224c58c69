"""pyarrow: the types of the columns and the rows of a Parquet file."""

import json
import sys

from pyarrow import parquet

table = parquet.read_table(sys.argv[1])
print(
    json.dumps([{field.name: str(field.type) for field in table.schema}, [list(r.values()) for r in table.to_pylist()]])
)
