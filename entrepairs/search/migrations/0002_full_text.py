"""The columns and indexes of full text, in each database's own way."""

from django.db import migrations

SQLITE = [
    "DROP TABLE search_tokens",
    "CREATE VIRTUAL TABLE search_tokens USING fts5("
    "title, tags, body, detail=column, prefix='2 3 4',"
    " tokenize=\"ascii tokenchars ':_-'\")",
    "CREATE INDEX search_document_title ON search_document (sort_title, id)",
]
SQLITE_BACK = [
    "DROP INDEX search_document_title",
    "DROP TABLE search_tokens",
    "CREATE TABLE search_tokens (rowid bigint NOT NULL PRIMARY KEY)",
]
# An answer visits the row of each document it finds, so rows are kept narrow: the
# filler makes them long enough to be toasted, which squeezes the filler to nothing
# and moves the vector out; 200 000 rows then take 20 MB instead of 280.
POSTGRESQL = [
    "ALTER TABLE search_tokens ADD COLUMN vector tsvector NOT NULL",
    "ALTER TABLE search_tokens ALTER COLUMN vector SET STORAGE EXTERNAL",
    "ALTER TABLE search_tokens ADD COLUMN filler text NOT NULL"
    " DEFAULT repeat(' ', 2100)",
    "ALTER TABLE search_tokens SET (toast_tuple_target = 128)",
    # The planner counts nothing for fetching a vector, so it would read all of them.
    # This is asked of each row and tells it the price; it is always true.
    "CREATE FUNCTION search_is_found(bigint) RETURNS boolean LANGUAGE plpgsql"
    " IMMUTABLE PARALLEL SAFE COST 400 AS 'BEGIN RETURN true; END'",
    # Without fastupdate: a pending list would be read through at each search.
    "CREATE INDEX search_tokens_vector ON search_tokens USING gin (vector)"
    " WITH (fastupdate = off)",
    "ALTER TABLE search_tokens ALTER COLUMN vector SET STATISTICS 1000",
    "CREATE INDEX search_document_title ON search_document"
    ' (sort_title COLLATE "C", id)',
]
POSTGRESQL_BACK = [
    "DROP FUNCTION search_is_found(bigint)",
    "DROP INDEX search_document_title",
    "ALTER TABLE search_tokens DROP COLUMN vector, DROP COLUMN filler",
]


def run(schema_editor, sqlite, postgresql):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in sqlite if is_sqlite else postgresql:
        schema_editor.execute(statement, params=None)


def forwards(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def backwards(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents_and_synonyms")]

    operations = [migrations.RunPython(forwards, backwards)]
