"""What people may ask about their data: to read it, to take it along, to erase it."""
