"""frictionless: whether a data package is valid, its errors, and the rows of each table."""

import json
import sys

from frictionless import Package

package = Package(sys.argv[1])
report = package.validate()
rows = {task.name: task.stats["rows"] for task in report.tasks}
print(json.dumps([report.valid, report.flatten(["type", "message"])[:5], rows]))
