@node
@valueType=str
@description=how certain a mention is
@title=The House
@writtenBy=variorum

