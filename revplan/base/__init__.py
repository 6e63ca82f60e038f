"""What every other room rests on: problems, words, years, tables; no numbers, no models."""
