@node
@valueType=str
@description=xml:id in the TEI
@title=The Ferry
@writtenBy=variorum

105	head-h3v2b6pr
106	p-y2qiwwtb
107	item-h6llhujg
108	item-x6w7rfqx
109	p-jxyy5csc
110	head-az2yjn47
111	p-pjny2wut
112	item-velp6ldf
113	item-kia774ss
114	item-iuzidi5n
115	p-a2go3f2m
130	m-jpklplfe
131	m-tqr4rcgz
