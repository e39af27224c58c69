@node
@valueType=str
@description=type of a node
@title=The Ferry
@writtenBy=variorum

1-102	token
103-104	text
105-115	block
116-129	sentence
130-131	mention
132-146	reading
