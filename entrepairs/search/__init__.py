"""One index that every app declares entries to."""
