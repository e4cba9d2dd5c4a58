"""One brief, five forms: terminal, HTML, Markdown, JSON. Each is a function of the brief and its picture."""

from tocsin.brief.html import to_html
from tocsin.brief.jsonform import to_json
from tocsin.brief.markdown import to_markdown
from tocsin.brief.terminal import to_terminal
from tocsin.errors import UsageError
from tocsin.nouns.brief import Brief
from tocsin.nouns.picture import Picture

FORMATS = {"terminal": to_terminal, "html": to_html, "md": to_markdown, "json": to_json}


def render(brief: Brief, picture: Picture, form: str) -> str:
    """The brief as text. Raises UsageError for a form that is not in FORMATS."""
    if form not in FORMATS:
        raise UsageError(f"a brief comes as {', '.join(FORMATS)}, not as {form!r}")
    return FORMATS[form](brief, picture)
