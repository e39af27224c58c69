@node
@valueType=str
@description=type of a reading
@title=The Bridge
@writtenBy=variorum

187	lemma
188	lemma
189	lemma
190	lemma
191	lemma
192	substitution
193	lemma
194	lemma
195	addition
196	substitution
