"""Home, help lines, texts of the site, the search over everything."""
