"""Articles that are records: rows of tables, objects of JSON, each read or refused on its own."""
