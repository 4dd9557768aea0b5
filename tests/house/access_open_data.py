"""The part of the access table that is open data: everyone may read it."""

OPEN_DATA = {
    "api/<rest>": "public",
    "api/v1": "public",
    "api/v1/<slug:name>": "public",
    "api/v1/<slug:name>.<slug:suffix>": "public",
    "api/v1/<slug:name>/<str:key>": "public",
    "api/v1/catalogus": "public",
    "api/v1/openapi.json": "public",
    "data/": "public",
    "insluiten/initiatieven/": "public",
}
