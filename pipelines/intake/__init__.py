"""From a platform's files to `raw`: mapping, contract check, quarantine, load ledger.

Start at `load.load`; `check.check` is the same with nothing stored.
"""
