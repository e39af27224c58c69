@node
@valueType=str
@description=siglum of a text
@title=The Bridge
@writtenBy=variorum

164	α
165	A*
166	C
