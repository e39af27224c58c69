"""The editor's decisions on readings: where their words stand, which entries they change, what is said of them."""
