@node
@valueType=str
@description=how certain a mention is
@title=The Ferry
@writtenBy=variorum

130	high
131	high
