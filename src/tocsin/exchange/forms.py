"""Which form is made by which module; a module is imported only when its form is asked for."""

from importlib import import_module

from tocsin.errors import UsageError
from tocsin.exchange.known import Shipment

TABLES = ("statements", "events", "relations")
FORMS: dict[str, tuple[str, str]] = {
    "stix": ("stix", "application/stix+json;version=2.1"),
    "stix-plain": ("stix", "application/stix+json;version=2.1"),
    "geojson": ("geojson", "application/geo+json"),
    "bibtex": ("bibtex", "application/x-bibtex"),
    "ics": ("calendar", "text/calendar"),
    "claimreview": ("claims", "application/ld+json"),
    "csv": ("tables", "text/csv"),
    "jsonl": ("tables", "application/x-ndjson"),
    "parquet": ("tables", "application/vnd.apache.parquet"),
    "docx": ("document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("printing", "application/pdf"),
}
MEDIA = {form: media for form, (_, media) in FORMS.items()}


def export(shipment: Shipment, form: str) -> bytes:
    """The bytes of a form. Raises UsageError for an unknown form, or one whose library is not installed."""
    if form not in FORMS:
        raise UsageError(f"an export comes as {', '.join(FORMS)}, not as {form!r}")
    if shipment.table not in TABLES:
        raise UsageError(f"a table is one of {', '.join(TABLES)}, not {shipment.table!r}")
    module = import_module(f"tocsin.exchange.{FORMS[form][0]}")
    try:
        made: bytes = getattr(module, f"to_{form.replace('-', '_')}")(shipment)
    except ModuleNotFoundError as error:
        raise UsageError(f"{form} needs {error.name}; pip install 'tocsin[exchange]' brings it") from error
    return made
