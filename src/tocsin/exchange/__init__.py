"""The exchange room: a picture and its brief in the forms that other tools take; nouns in, text or bytes out.

Every form is the same to the byte on a second run: ids are UUIDv5, and times come from the day of the assessment.
"""

from tocsin.exchange.alerts import Alert, alerts
from tocsin.exchange.audit import misfits
from tocsin.exchange.feed import to_atom, to_lines, to_text
from tocsin.exchange.forms import FORMS, MEDIA, TABLES, export
from tocsin.exchange.known import Shipment
from tocsin.exchange.remembering import Memory
from tocsin.exchange.sending import Mailbox, mail, post

__all__ = [
    "FORMS",
    "MEDIA",
    "TABLES",
    "Alert",
    "Mailbox",
    "Memory",
    "Shipment",
    "alerts",
    "export",
    "mail",
    "misfits",
    "post",
    "to_atom",
    "to_lines",
    "to_text",
]
