"""Data blocks of pages, for machines."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def json_block(document: Any) -> SafeString:
    """The text of a data block; nothing in it can end the block."""
    text = json.dumps(document, ensure_ascii=False, default=str)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - see ESCAPES
