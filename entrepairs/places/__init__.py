"""The gazetteer: countries down to localities, their names and postcodes."""
