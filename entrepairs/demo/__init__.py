"""A fictional but lifelike instance to try things out."""
