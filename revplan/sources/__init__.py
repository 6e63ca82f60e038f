"""The world in: files, YAML and git, read into plans or problems."""
