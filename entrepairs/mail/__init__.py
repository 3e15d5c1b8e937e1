"""Mail: an outbox in the database, filled in the change's own transaction."""
