"""The weather where orders were placed, asked of Open-Meteo, when somebody says so.

What is fetched is written as contract-shaped Parquet below the home, and comes in through the one
intake. Only observations are kept: an hour that the answer may still be foretelling is unknown.
"""

PREFIX = "weather/open-meteo-"
"""How the names of its files begin in the load ledger, where releases find whom to credit."""
