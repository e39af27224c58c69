@node
@valueType=str
@description=kind of a block or mention
@title=The Bridge
@writtenBy=variorum

167	paragraph
168	paragraph
169	paragraph
170	paragraph
171	paragraph
172	paragraph
173	paragraph
174	paragraph
175	paragraph
185	date
186	date
