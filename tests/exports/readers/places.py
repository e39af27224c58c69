"""geojson-pydantic and fastkml: names with their coordinates."""

import json
import sys
from pathlib import Path

from fastkml import KML, Placemark
from fastkml.utils import find_all
from geojson_pydantic import FeatureCollection

geojson, linked, kml = map(Path, sys.argv[1:])
places = FeatureCollection.model_validate_json(geojson.read_text("utf-8"))
points = {f.properties["name"]: f.geometry and list(f.geometry.coordinates) for f in places.features}
linked_places = FeatureCollection.model_validate_json(linked.read_text("utf-8"))
linked_points = {f.properties["title"]: f.geometry and list(f.geometry.coordinates) for f in linked_places.features}
marks = {mark.name: [mark.geometry.x, mark.geometry.y] for mark in find_all(KML.parse(kml), of_type=Placemark)}
print(json.dumps([points, linked_points, marks]))
