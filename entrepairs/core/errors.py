"""What goes wrong in a way a person can be told."""


class Refused(Exception):
    """An action that may not be done now; its text is shown to the person."""
