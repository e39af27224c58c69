@node
@valueType=int
@description=number of a block in its text
@title=The House
@writtenBy=variorum

370	1
371	2
372	3
373	4
374	1
375	2
376	3
377	4
378	1
379	2
380	3
381	4
