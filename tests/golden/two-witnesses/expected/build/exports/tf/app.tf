@node
@valueType=str
@description=place of variation
@title=The Ferry
@writtenBy=variorum

132	app-nii3mw2e
133	app-5wuoqrvs
134	app-yahkmbem
135	app-zgrx3jtj
136	app-4l4vu46l
137	app-jxh5a2l4
138	app-ufd7p4c3
139	app-nii3mw2e
140	app-5wuoqrvs
141	app-yahkmbem
142	app-zgrx3jtj
143	app-lljjqwhd
144	app-6hi5qokp
145	app-4l4vu46l
146	app-jxh5a2l4
