"""Completion in shells: what may stand where Tab is pressed.

A shell runs the program at every Tab, so nothing in here imports a parser, a screen or what reads
plans; what is read of a plan are the names in it. It writes nothing but its answer, starts no
program, and whatever goes wrong is no answer.
"""
