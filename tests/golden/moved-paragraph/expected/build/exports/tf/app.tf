@node
@valueType=str
@description=place of variation
@title=The House
@writtenBy=variorum

397	app-sgc3y4jb
398	app-3q43c2je
399	app-ofnwbut6
400	app-sgc3y4jb
401	app-ofnwbut6
402	app-3q43c2je
403	app-sgc3y4jb
404	app-3q43c2je
