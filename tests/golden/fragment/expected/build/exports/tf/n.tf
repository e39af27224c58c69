@node
@valueType=int
@description=number of a block in its text
@title=The Bridge
@writtenBy=variorum

167	1
168	2
169	3
170	1
171	2
172	3
173	1
174	2
175	3
