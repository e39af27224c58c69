@node
@valueType=str
@description=place of variation
@title=The Bridge
@writtenBy=variorum

187	app-yxv45k7p
188	app-4evwor7i
189	app-7gywmjf6
190	app-56st7ngb
191	app-yxv45k7p
192	app-4evwor7i
193	app-7gywmjf6
194	app-56st7ngb
195	app-accx3dhb
196	app-56st7ngb
