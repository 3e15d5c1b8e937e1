"""The directory for machines: the parameters of the page, the same order."""

from ninja import Router

router = Router(tags=["directory"])
