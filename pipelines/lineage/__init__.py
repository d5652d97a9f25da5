"""Where every figure comes from: its SQL, the models it passes, and the columns of the contracts.

Read from what dbt compiled, when a release is made; it hangs on the code alone, never on the data.
"""
