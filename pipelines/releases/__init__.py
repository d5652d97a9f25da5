"""Releases: what readers get. A folder with one database per audience, the public site and a
manifest that chains it to the release before; made aside, then made current by one link."""
