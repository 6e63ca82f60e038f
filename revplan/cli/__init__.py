"""The command line: one file a command, plain arguments in, a reply out."""
