@edge
@edgeValues
@valueType=str
@description=readings of one place of variation
@title=The Bridge
@writtenBy=variorum

187	190	app-yxv45k7p
190	187	app-yxv45k7p
188	191	app-7gywmjf6
191	188	app-7gywmjf6
189	192	app-56st7ngb
189	194	app-56st7ngb
192	189	app-56st7ngb
192	194	app-56st7ngb
194	189	app-56st7ngb
194	192	app-56st7ngb
