"""Entities from PostgreSQL and MySQL: read in increments, which are loaded as files are."""
