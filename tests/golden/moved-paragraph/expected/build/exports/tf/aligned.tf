@edge
@edgeValues
@valueType=str
@description=readings of one place of variation
@title=The House
@writtenBy=variorum

397	400	app-sgc3y4jb
397	403	app-sgc3y4jb
400	397	app-sgc3y4jb
400	403	app-sgc3y4jb
403	397	app-sgc3y4jb
403	400	app-sgc3y4jb
398	402	app-3q43c2je
398	404	app-3q43c2je
402	398	app-3q43c2je
402	404	app-3q43c2je
404	398	app-3q43c2je
404	402	app-3q43c2je
399	401	app-ofnwbut6
401	399	app-ofnwbut6
