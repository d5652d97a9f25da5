"""Files of every kind as the work table `source`; start at `formats.read_records`."""
