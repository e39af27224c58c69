@node
@valueType=str
@description=siglum of a text
@title=The Ferry
@writtenBy=variorum

103	A
104	B
