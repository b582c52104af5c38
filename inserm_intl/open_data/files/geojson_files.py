"""GeoJSON (RFC 7946): a feature for each row, at its longitude and latitude; none where its place is not known."""

from typing import BinaryIO

from rest_framework.utils import json

from .database import read

HEAD, BETWEEN, FOOT = b'{"type":"FeatureCollection","features":[\n', b",\n", b"\n]}\n"


def write_geojson(noun, question, file: BinaryIO) -> None:
    """The columns are the properties."""
    between, columns = b"", noun.columns()
    file.write(HEAD)
    for row in read(noun.columns.values(noun.rows(question), question)):
        told = json.dumps(feature(columns.to_representation(row)), ensure_ascii=False, separators=(",", ":"))
        file.write(between + told.encode())
        between = BETWEEN
    file.write(FOOT)


def feature(properties: dict) -> dict:
    place = [properties["longitude"], properties["latitude"]]
    return {
        "type": "Feature",
        "id": properties["id"],
        "geometry": None if None in place else {"type": "Point", "coordinates": place},
        "properties": properties,
    }
