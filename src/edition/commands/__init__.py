"""The command line: one thin module a command; reads arguments, calls a task, prints the result."""
