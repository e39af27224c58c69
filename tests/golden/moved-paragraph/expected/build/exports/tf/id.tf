@node
@valueType=str
@description=xml:id in the TEI
@title=The House
@writtenBy=variorum

370	p-exmaz2z2
371	p-xtikly74
372	p-nk2rcuce
373	p-bekdtxzc
374	p-2cgwut6c
375	p-qprpw2q2
376	p-q3l7uuyx
377	p-2h4rbiex
378	p-oqrqqldt
379	p-xtikly74
380	p-xpu7z42x
381	p-zsp23tov
