"""The world in: files and options, read into plans or problems."""
