@node
@valueType=str
@description=name of a text
@title=The Ferry
@writtenBy=variorum

103	A
104	B
