"""The database's versions, each made from the one before by a file in `versions`."""
