"""Alerts as code: rules over a release, told to whom they concern, once when they fire, reminded of
while they last, and once when they are over."""
