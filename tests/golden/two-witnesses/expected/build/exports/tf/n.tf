@node
@valueType=int
@description=number of a block in its text
@title=The Ferry
@writtenBy=variorum

105	1
106	2
107	3
108	4
109	5
110	1
111	2
112	3
113	4
114	5
115	6
