@node
@valueType=str
@description=type of a reading
@title=The House
@writtenBy=variorum

397	lemma
398	lemma
399	lemma
400	lemma
401	lemma
402	substitution
403	substitution
404	lemma
