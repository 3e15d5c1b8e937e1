"""Persons, and how they sign in."""
