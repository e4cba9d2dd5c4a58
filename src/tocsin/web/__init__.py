"""The analyst's desk: a case as pages, each with a JSON twin and a CSV download."""

from tocsin.web.app import create_app

__all__ = ["create_app"]
