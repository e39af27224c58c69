@node
@valueType=str
@description=register entry that a mention names
@title=The House
@writtenBy=variorum

