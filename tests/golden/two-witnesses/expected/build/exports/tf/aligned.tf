@edge
@edgeValues
@valueType=str
@description=readings of one place of variation
@title=The Ferry
@writtenBy=variorum

132	139	app-nii3mw2e
139	132	app-nii3mw2e
133	140	app-5wuoqrvs
140	133	app-5wuoqrvs
134	141	app-yahkmbem
141	134	app-yahkmbem
135	142	app-zgrx3jtj
142	135	app-zgrx3jtj
136	145	app-4l4vu46l
145	136	app-4l4vu46l
137	146	app-jxh5a2l4
146	137	app-jxh5a2l4
