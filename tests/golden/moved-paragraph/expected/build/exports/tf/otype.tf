@node
@valueType=str
@description=type of a node
@title=The House
@writtenBy=variorum

1-366	token
367-369	text
370-381	block
382-396	sentence
397-404	reading
