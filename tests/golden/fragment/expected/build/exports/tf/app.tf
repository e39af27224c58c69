@node
@valueType=str
@description=place of variation
@title=The Bridge
@writtenBy=variorum

187	app-yxv45k7p
188	app-7gywmjf6
189	app-56st7ngb
190	app-yxv45k7p
191	app-7gywmjf6
192	app-56st7ngb
193	app-accx3dhb
194	app-56st7ngb
