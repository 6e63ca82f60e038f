"""What an answer shows: figures put into tables, before any format."""
