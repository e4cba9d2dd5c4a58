"""Bring documents in: files, folders, pages, feeds and streams become Documents, or a Trouble that says why not."""

from tocsin.gather.door import documents
from tocsin.nouns.trouble import Trouble

__all__ = ["Trouble", "documents"]
