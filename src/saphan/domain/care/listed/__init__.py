"""People from a list: a spreadsheet of a group becomes people who agreed to be kept."""
