"""What makes the name of a state, read by itself, the name of something else: "South Sudan", "Minsk II"."""

_BEFORE = ("South", "North", "Equatorial", "New", "Northern", "Latin", "Central", "Native", "African", "Bissau-")
_BEHIND = "II|[Aa]ccords?|[Aa]greements?|[Pp]rotocols?|[Cc]onventions?|Street|Road|Avenue|Boulevard|Square|Post|Times"

BEFORE = "".join(f"(?<!{word})" if word.endswith("-") else f"(?<!{word} )" for word in _BEFORE)
"""A pattern for what stands directly before a name: none of the words that make it another's."""

BEHIND = rf"(?!-Bissau| (?:{_BEHIND})\b)"
"""The same for what stands directly behind it."""
