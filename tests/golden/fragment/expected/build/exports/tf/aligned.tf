@edge
@edgeValues
@valueType=str
@description=readings of one place of variation
@title=The Bridge
@writtenBy=variorum

187	191	app-yxv45k7p
191	187	app-yxv45k7p
188	192	app-4evwor7i
192	188	app-4evwor7i
189	193	app-7gywmjf6
193	189	app-7gywmjf6
190	194	app-56st7ngb
190	196	app-56st7ngb
194	190	app-56st7ngb
194	196	app-56st7ngb
196	190	app-56st7ngb
196	194	app-56st7ngb
