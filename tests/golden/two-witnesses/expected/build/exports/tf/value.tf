@node
@valueType=str
@description=date as ISO 8601
@title=The Ferry
@writtenBy=variorum

130	1803-05-04
131	1803-05-14
