"""What the demonstration tells. Nobody and nothing in it exists."""
