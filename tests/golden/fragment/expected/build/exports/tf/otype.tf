@node
@valueType=str
@description=type of a node
@title=The Bridge
@writtenBy=variorum

1-163	token
164-166	text
167-175	block
176-184	sentence
185-186	mention
187-196	reading
