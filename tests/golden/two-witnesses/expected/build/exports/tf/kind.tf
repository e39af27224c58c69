@node
@valueType=str
@description=kind of a block or mention
@title=The Ferry
@writtenBy=variorum

105	heading
106	paragraph
107	item
108	item
109	paragraph
110	heading
111	paragraph
112	item
113	item
114	item
115	paragraph
130	date
131	date
