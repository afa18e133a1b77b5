"""Releases gathered into packages and records."""

from collections.abc import Iterable
from datetime import datetime

from huasheng_vote.procurement.opendata.codes import Json, Tag, moment

EXTENSIONS = tuple(
    f"https://raw.githubusercontent.com/open-contracting-extensions/ocds_{name}_extension/{version}/extension.json"
    for name, version in (("bids", "v1.1.5"), ("bidOpening", "master"))
)


def package(uri: str, publisher: str, releases: Iterable[Json], at: datetime) -> Json:
    """A release package."""
    return {
        "uri": uri,
        "version": "1.1",
        "extensions": list(EXTENSIONS),
        "publishedDate": moment(at),
        "publisher": {"name": publisher},
        "releases": list(releases),
    }


def record_package(uri: str, publisher: str, releases: Iterable[Json], at: datetime) -> Json:
    """A record for each purchase: all its releases in order, and the compiled one."""
    by_ocid: dict[str, list[Json]] = {}
    for each in releases:
        by_ocid.setdefault(each["ocid"], []).append(each)
    records: list[Json] = [
        {"ocid": ocid, "releases": found, "compiledRelease": found[-1] | {"id": f"{ocid}-compiled", "tag": [Tag.COMPILED.value]}}
        for ocid, found in by_ocid.items()
    ]
    head: Json = package(uri, publisher, (), at)
    del head["releases"]
    return {**head, "records": records}
