"""The exchange room: a picture and its brief in the forms that other tools take; nouns in, text or bytes out.

Every form is the same to the byte on a second run: ids are UUIDv5, and times come from the day of the assessment.
"""

from tocsin.exchange.alerts import Alert, Place, alerts, silent
from tocsin.exchange.audit import misfits
from tocsin.exchange.edits import Part, compared, edit_text
from tocsin.exchange.feed import to_atom, to_lines, to_text
from tocsin.exchange.forms import FORMS, MEDIA, TABLES, export
from tocsin.exchange.known import Shipment
from tocsin.exchange.remembering import Memory, Standing
from tocsin.exchange.sending import Mailbox, mail, post

__all__ = [
    "FORMS",
    "MEDIA",
    "TABLES",
    "Alert",
    "Mailbox",
    "Memory",
    "Part",
    "Place",
    "Shipment",
    "Standing",
    "alerts",
    "compared",
    "edit_text",
    "export",
    "mail",
    "misfits",
    "post",
    "silent",
    "to_atom",
    "to_lines",
    "to_text",
]
