"""Networks, organisations and teams: identity only."""
