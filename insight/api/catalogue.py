"""The datasets for catalogues of open data: DCAT-AP in its Dutch form, as JSON-LD."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from insight.api import answers
from insight.queries.open_data import DATASETS
from insight.queries.open_data.declared import Dataset

DUTCH = "http://publications.europa.eu/resource/authority/language/NLD"
DAILY = "http://publications.europa.eu/resource/authority/frequency/CONT"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
FORMATS = {answers.JSON: "JSON", answers.GEOJSON: "GEOJSON", answers.CSV: "CSV"}
MEDIA = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


def dcat() -> dict[str, Any]:
    """The catalogue with its datasets and the service that gives them."""
    return {
        "@context": CONTEXT,
        "@id": f"{answers.base()}/catalogus",
        "@type": "dcat:Catalog",
        "dct:title": _nl(_("Open data van %(name)s") % {"name": settings.PORTAL_NAME}),
        "dct:description": _nl(_("Wat bewoners beginnen, en wat de gemeente daarbij doet.")),
        "dct:publisher": _publisher(),
        "dct:language": _id(DUTCH),
        "dct:license": _id(settings.OPEN_DATA_LICENCE_URL),
        "foaf:homepage": _id(f"{settings.PUBLIC_ADDRESS}/data/"),
        "dcat:dataset": [_dataset(each) for each in DATASETS],
        "dcat:service": _service(),
    }


def _dataset(dataset: Dataset) -> dict[str, Any]:
    return {
        "@id": _address(dataset),
        "@type": "dcat:Dataset",
        "dct:identifier": _address(dataset),
        "dct:title": _nl(dataset.title),
        "dct:description": _nl(f"{dataset.about} {dataset.limits}"),
        "dct:publisher": _publisher(),
        "dct:creator": _publisher(),
        "dct:language": _id(DUTCH),
        "dct:license": _id(settings.OPEN_DATA_LICENCE_URL),
        "dct:accessRights": _id(PUBLIC),
        "dct:accrualPeriodicity": _id(DAILY),
        "dcat:theme": _id(THEME),
        "dcat:contactPoint": _contact(),
        "dcat:landingPage": _id(f"{settings.PUBLIC_ADDRESS}/data/#{dataset.name}"),
        "dcat:distribution": [
            _distribution(dataset, _address(dataset), answers.JSON),
            *(
                _distribution(dataset, f"{_address(dataset)}.{suffix}", kind)
                for suffix, kind in answers.kinds(dataset).items()
            ),
        ],
    }


def _distribution(dataset: Dataset, address: str, kind: str) -> dict[str, Any]:
    name = FORMATS[kind]
    return {
        "@type": "dcat:Distribution",
        "dct:title": _nl(_("%(title)s als %(format)s") % {"title": dataset.title, "format": name}),
        "dcat:accessURL": _id(address),
        **({"dcat:downloadURL": _id(address)} if kind != answers.JSON else {}),
        "dcat:mediaType": _id(MEDIA + kind),
        "dct:format": _id(FILE_TYPES + name),
        "dct:license": _id(settings.OPEN_DATA_LICENCE_URL),
    }


def _service() -> dict[str, Any]:
    return {
        "@id": answers.base(),
        "@type": "dcat:DataService",
        "dct:title": _nl(_("API voor open data van %(name)s") % {"name": settings.PORTAL_NAME}),
        "dct:publisher": _publisher(),
        "dcat:contactPoint": _contact(),
        "dcat:endpointURL": _id(answers.base()),
        "dcat:endpointDescription": _id(f"{answers.base()}/openapi.json"),
        "dcat:servesDataset": [_id(_address(each)) for each in DATASETS],
    }


def _publisher() -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": _nl(f"Gemeente {settings.MUNICIPALITY}")}


def _contact() -> dict[str, Any]:
    return {
        "@type": "vcard:Kind",
        "vcard:fn": settings.PORTAL_NAME,
        "vcard:hasEmail": _id(f"mailto:{settings.HELP_MAIL}"),
    }


def _address(dataset: Dataset) -> str:
    return f"{answers.base()}/{dataset.name}"


def _id(address: str) -> dict[str, str]:
    return {"@id": address}


def _nl(text: object) -> dict[str, str]:
    return {"@value": str(text), "@language": "nl"}
