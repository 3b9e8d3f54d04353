"""One file a version of the database; a new one names the one before as its ``down_revision``."""
