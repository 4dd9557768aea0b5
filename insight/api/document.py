"""The OpenAPI 3.1 document, made from the same declarations as the answers."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.problems import CONTENT_TYPE
from insight.api import answers, asked
from insight.queries.open_data import DATASETS
from insight.queries.open_data.declared import Dataset, Field, Filter, Key, Kind

Part = dict[str, Any]
TYPES: dict[Kind, Part] = {
    Kind.TEXT: {"type": "string"},
    Kind.COUNT: {"type": "integer", "minimum": 0},
    Kind.NUMBER: {"type": "number"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.LINK: {"type": "string", "format": "uri"},
    Kind.WORDS: {"type": "array", "items": {"type": "string"}},
    Kind.FLAG: {"type": "boolean"},
}
PROBLEM = "Probleem"


def openapi() -> Part:
    """The whole document. As many queries as there are kinds of filters whose words are data."""
    paths: Part = {"/openapi.json": _openapi(), "/catalogus": _catalogue()}
    for dataset in DATASETS:
        paths |= _paths(dataset)
    return {
        "openapi": "3.1.0",
        "info": _info(),
        "servers": [{"url": answers.base()}],
        "tags": [{"name": each.name, "description": str(each.about)} for each in DATASETS],
        "paths": paths,
        "components": {
            "schemas": {
                **{_name(each): _thing(each) for each in DATASETS},
                "Paginering": _paging(),
                PROBLEM: _problem(),
            },
            "parameters": {"page": _page(), "pageSize": _size()},
            "headers": _headers(),
            "responses": {str(status): _error(text) for status, text in _errors().items()},
        },
    }


def _info() -> Part:
    return {
        "title": _("Open data van %(name)s") % {"name": settings.PORTAL_NAME},
        "summary": _("Wat bewoners beginnen, en wat de gemeente daarbij doet."),
        "description": _(
            "Openbare gegevens van %(name)s, gemeente %(municipality)s. Alleen lezen, zonder sleutel. Er staan geen "
            "namen of adressen van mensen in, behalve van wie daar zelf voor koos."
        )
        % {"name": settings.PORTAL_NAME, "municipality": settings.MUNICIPALITY},
        "version": settings.API_VERSION,
        "contact": {
            "name": _("Beheer open data van %(name)s") % {"name": settings.PORTAL_NAME},
            "email": settings.HELP_MAIL,
            "url": f"{settings.PUBLIC_ADDRESS}/data/",
        },
        "license": {"name": settings.OPEN_DATA_LICENCE, "url": settings.OPEN_DATA_LICENCE_URL},
    }


def _openapi() -> Part:
    return _get("openapi", _("Dit document"), {answers.JSON: {"schema": {"type": "object"}}}, errors=(400, 429))


def _catalogue() -> Part:
    content = {answers.LINKED: {"schema": {"type": "object"}}}
    return _get("catalogus", _("De gegevens beschreven volgens DCAT-AP"), content, errors=(400, 429))


def _paths(dataset: Dataset) -> Part:
    """The list, the files, and the single thing when it has a key."""
    filters = [_filter(each) for each in dataset.filters]
    paging = [{"$ref": "#/components/parameters/page"}, {"$ref": "#/components/parameters/pageSize"}]
    listed = {answers.JSON: {"schema": _list(dataset)}} | {
        kind: {"schema": _file(dataset, kind)} for kind in answers.kinds(dataset).values()
    }
    found = {
        f"/{dataset.name}": _get(
            f"{dataset.name}-lijst",
            str(dataset.title),
            listed,
            about=f"{dataset.about} {dataset.limits}",
            parameters=[*paging, *filters],
            errors=(400, 406, 429),
            tag=dataset.name,
            paged=True,
        )
    }
    for suffix, kind in answers.kinds(dataset).items():
        found[f"/{dataset.name}.{suffix}"] = _get(
            f"{dataset.name}-{suffix}",
            _("%(title)s als bestand") % {"title": dataset.title},
            {kind: {"schema": _file(dataset, kind)}},
            parameters=filters,
            errors=(400, 429),
            tag=dataset.name,
        )
    if dataset.key:
        found[f"/{dataset.name}/{{{dataset.key.field}}}"] = _get(
            f"{dataset.name}-een",
            _("Eén %(one)s") % {"one": dataset.one},
            {answers.JSON: {"schema": _ref(_name(dataset))}},
            parameters=[_key(dataset, dataset.key)],
            errors=(400, 404, 406, 429),
            tag=dataset.name,
        )
    return found


def _get(
    name: str,
    summary: str,
    content: Part,
    *,
    errors: tuple[int, ...],
    about: str = "",
    parameters: list[Part] | None = None,
    tag: str = "",
    paged: bool = False,
) -> Part:
    """One address that can be read."""
    headers = {each: {"$ref": f"#/components/headers/{each}"} for each in _headers() if paged or each != "Link"}
    said: Part = {"operationId": name, "summary": summary}
    said |= {"description": about} if about else {}
    said |= {"tags": [tag]} if tag else {}
    said |= {"parameters": parameters} if parameters else {}
    said["responses"] = {
        "200": {"description": _("Gelukt"), "headers": headers, "content": content},
        "304": {"description": _("Niet veranderd sinds u het ophaalde (If-None-Match)")},
        **{str(status): {"$ref": f"#/components/responses/{status}"} for status in errors},
        "default": {"$ref": "#/components/responses/500"},
    }
    return {"get": said}


def _name(dataset: Dataset) -> str:
    return dataset.one.capitalize()


def _ref(name: str) -> Part:
    return {"$ref": f"#/components/schemas/{name}"}


def _thing(dataset: Dataset) -> Part:
    """One row. Every field is always there; null where it has no value."""
    return {
        "type": "object",
        "description": str(dataset.about),
        "required": [field.name for field in dataset.fields],
        "properties": {field.name: _field(field) for field in dataset.fields},
        "additionalProperties": False,
    }


def _field(field: Field) -> Part:
    said: Part = dict(TYPES[field.kind])
    if field.words and field.kind == Kind.WORDS:
        said["items"] = {"type": "string", "enum": list(field.words)}
    elif field.words:
        said["enum"] = [*field.words, *([None] if field.may_lack else [])]
    if field.may_lack:
        said["type"] = [said["type"], "null"]
    said["description"] = str(field.meaning)
    if field.example is not None:
        said["examples"] = [field.example]
    return said


def _list(dataset: Dataset) -> Part:
    return {
        "type": "object",
        "required": ["resultaten", "paginering"],
        "properties": {
            "resultaten": {"type": "array", "items": _ref(_name(dataset)), "maxItems": asked.LARGEST_PAGE},
            "paginering": _ref("Paginering"),
        },
        "additionalProperties": False,
    }


def _file(dataset: Dataset, kind: str) -> Part:
    """CSV is a text; of GeoJSON the form of RFC 7946 is told, with the fields as properties."""
    if kind == answers.CSV:
        return {"type": "string", "description": _("Puntkomma's, UTF-8, de eerste regel noemt de velden.")}
    geometry = {
        "type": ["object", "null"],
        "required": ["type", "coordinates"],
        "properties": {
            "type": {"type": "string", "enum": ["Point", "Polygon", "MultiPolygon"]},
            "coordinates": {"type": "array"},
        },
    }
    feature = {
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": geometry,
            "properties": _ref(_name(dataset)),
        },
    }
    return {
        "type": "object",
        "required": ["type", "features"],
        "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": feature}},
    }


def _filter(filter_: Filter) -> Part:
    schema: Part = {"type": "string"}
    if filter_.is_day:
        schema = {"type": "string", "format": "date", "pattern": "^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"}
    elif filter_.values is None:
        schema["pattern"] = filter_.pattern
    elif words := list(filter_.values()):
        schema["enum"] = words
    said = {"name": filter_.name, "in": "query", "description": str(filter_.meaning), "schema": schema}
    fits = filter_.example in schema.get("enum", [filter_.example])
    return said | ({"example": filter_.example} if fits else {})


def _key(dataset: Dataset, key: Key) -> Part:
    meaning = next(str(field.meaning) for field in dataset.fields if field.name == key.field)
    schema = {"type": "string", "pattern": key.pattern}
    return {
        "name": key.field,
        "in": "path",
        "required": True,
        "description": meaning,
        "schema": schema,
        "example": key.example,
    }


def _page() -> Part:
    schema = {"type": "integer", "minimum": 1, "maximum": asked.LAST_PAGE, "default": 1}
    return {"name": asked.PAGE, "in": "query", "description": _("Welke pagina, vanaf 1."), "schema": schema}


def _size() -> Part:
    schema = {"type": "integer", "minimum": 1, "maximum": asked.LARGEST_PAGE, "default": asked.PAGE_SIZE}
    return {"name": asked.SIZE, "in": "query", "description": _("Hoeveel per pagina."), "schema": schema}


def _paging() -> Part:
    number = {"type": "integer", "minimum": 0}
    names = {
        "page": _("Welke pagina dit is."),
        "pageSize": _("Hoeveel er op een pagina staan."),
        "aantal": _("Hoeveel er in totaal zijn."),
        "paginas": _("Hoeveel pagina's er zijn."),
    }
    return {
        "type": "object",
        "required": list(names),
        "properties": {name: number | {"description": text} for name, text in names.items()},
        "additionalProperties": False,
    }


def _problem() -> Part:
    """RFC 9457, with every error of the question as the NL API Design Rules write them."""
    error = {
        "type": "object",
        "required": ["in", "location", "code", "detail"],
        "properties": {
            "in": {"type": "string", "enum": ["query"]},
            "location": {"type": "object", "properties": {"name": {"type": "string"}}},
            "code": {"type": "string"},
            "detail": {"type": "string"},
        },
    }
    return {
        "type": "object",
        "required": ["status", "title", "detail"],
        "properties": {
            "status": {"type": "integer"},
            "title": {"type": "string"},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": error},
        },
    }


def _errors() -> dict[int, str]:
    return {
        400: _("De vraag klopt niet; alle fouten staan erin"),
        404: _("Er is hier niets, of het is niet openbaar"),
        406: _("Dit formaat is er niet"),
        429: _("Te veel vragen in een minuut; de kop Retry-After zegt wanneer het weer kan"),
        500: _("Een andere fout"),
    }


def _error(text: str) -> Part:
    return {"description": text, "content": {CONTENT_TYPE: {"schema": _ref(PROBLEM)}}}


def _headers() -> Part:
    texts = {
        "API-Version": _("De volledige versie van deze API."),
        "Link": _("De eerste, vorige, volgende en laatste pagina (RFC 8288)."),
        "RateLimit-Limit": _("Hoeveel vragen in een minuut mogen."),
        "RateLimit-Remaining": _("Hoeveel vragen er in deze minuut nog mogen."),
        "RateLimit-Reset": _("Over hoeveel seconden er weer ruimte is."),
    }
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in texts.items()}
