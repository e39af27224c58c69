@node
@valueType=str
@description=xml:id in the TEI
@title=The Bridge
@writtenBy=variorum

167	p-seyht3qh
168	p-gxzekh2y
169	p-pjroz2au
170	p-seyht3qh
171	p-cywb6xmw
172	p-wzusba5z
173	p-em727uug
174	p-34bfe5fi
175	p-vlmta4oz
185	m-w3u3xizs
186	m-w3u3xizs
