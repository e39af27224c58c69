@node
@valueType=str
@description=name of a text
@title=The Bridge
@writtenBy=variorum

164	a
165	Ax
166	C
