"""Tables and columns of the analysts' file, with the comments the warehouse gave them."""

import pandas as pd

from dashboards import pinned_release


def tables() -> pd.DataFrame:
    """One row per table, most used schemas first."""
    return pinned_release.read(
        """
        select
            schema_name, table_name, estimated_size as rows_held, coalesce(comment, '') as comment
        from duckdb_tables()
        where not internal
        order by schema_name, table_name
        """,
        audience="analyst",
    )


def columns(schema_name: str, table_name: str) -> pd.DataFrame:
    return pinned_release.read(
        """
        select column_name, lower(data_type) as data_type, coalesce(comment, '') as comment
        from duckdb_columns()
        where schema_name = ? and table_name = ?
        order by column_index
        """,
        schema_name,
        table_name,
        audience="analyst",
    )


def matching(words: str) -> pd.DataFrame:
    """Columns that hold all of the words in their name, their table's or their comment."""
    return pinned_release.read(
        """
        select
            schema_name || '.' || table_name as table_name,
            column_name,
            coalesce(comment, '') as comment
        from duckdb_columns()
        where not internal and list_bool_and(
            list_transform(
                string_split_regex(lower($1), '\\s+'),
                lambda word: contains(
                    lower(concat_ws(' ', schema_name, table_name, column_name, comment)), word
                )
            )
        )
        order by schema_name, table_name, column_index
        """,
        words,
        audience="analyst",
    )
