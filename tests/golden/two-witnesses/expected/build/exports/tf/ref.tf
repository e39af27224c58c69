@node
@valueType=str
@description=register entry that a mention names
@title=The Ferry
@writtenBy=variorum

