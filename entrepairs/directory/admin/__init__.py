"""The directory in the back office."""
