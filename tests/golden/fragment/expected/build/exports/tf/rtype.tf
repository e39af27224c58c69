@node
@valueType=str
@description=type of a reading
@title=The Bridge
@writtenBy=variorum

187	lemma
188	lemma
189	lemma
190	lemma
191	substitution
192	lemma
193	addition
194	substitution
