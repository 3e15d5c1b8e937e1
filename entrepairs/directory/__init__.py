"""What is told about a team: entry, list, map, exports, feeds."""
