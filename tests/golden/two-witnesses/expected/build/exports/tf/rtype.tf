@node
@valueType=str
@description=type of a reading
@title=The Ferry
@writtenBy=variorum

132	lemma
133	lemma
134	lemma
135	lemma
136	lemma
137	lemma
138	lemma
139	capitalisation
140	substitution
141	punctuation
142	substitution
143	addition
144	block
145	substitution
146	factual
