"""Entrepairs: the open platform of the peer-support movement."""

__version__ = "0.1.0"
