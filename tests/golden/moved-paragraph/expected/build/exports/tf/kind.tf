@node
@valueType=str
@description=kind of a block or mention
@title=The House
@writtenBy=variorum

370	paragraph
371	paragraph
372	paragraph
373	paragraph
374	paragraph
375	paragraph
376	paragraph
377	paragraph
378	paragraph
379	paragraph
380	paragraph
381	paragraph
