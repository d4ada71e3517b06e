"""The static edition: the public pages as plain files for any web server or USB stick."""
