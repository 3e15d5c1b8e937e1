"""Spreadsheets people have today: read, previewed, applied, undone."""
