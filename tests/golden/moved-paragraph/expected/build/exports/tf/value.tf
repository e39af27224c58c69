@node
@valueType=str
@description=date as ISO 8601
@title=The House
@writtenBy=variorum

