"""Completion in shells: what may stand where Tab is pressed.

A shell runs the program at every Tab, so nothing in here imports a screen or what reads and judges
plans; of a plan the names alone are read, by the YAML parser and nothing else. It writes nothing
but its answer, starts no program, and whatever goes wrong is no answer.
"""
