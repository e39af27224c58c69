@node
@valueType=str
@description=date as ISO 8601
@title=The Bridge
@writtenBy=variorum

185	1821-03/1821-05
186	1821-03/1821-05
