"""Lookup tables of dbt_project/seeds, made from libraries that the warehouse itself does not need.

`python -m pipelines.staffing` writes them again; pyworkforce and scipy come with the tests.
"""
