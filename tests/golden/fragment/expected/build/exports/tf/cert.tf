@node
@valueType=str
@description=how certain a mention is
@title=The Bridge
@writtenBy=variorum

185	high
186	high
