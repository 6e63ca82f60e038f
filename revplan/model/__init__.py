"""What a plan, a figure and a key are; values by path, out and in; edits that are tried."""
