@node
@valueType=str
@description=name of a text
@title=The House
@writtenBy=variorum

367	A
368	B
369	C
