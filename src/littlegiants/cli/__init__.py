"""The command line: every command calls services and puts their answers on the screen or into files."""
