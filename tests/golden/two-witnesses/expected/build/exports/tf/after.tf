@node
@valueType=str
@description=white space behind a token
@title=The Ferry
@writtenBy=variorum

1	 
2	\n\n
3	 
4	 
5	 
6	 
7	 
8	 
9	 
10	
11	 
12	 
13	 
14	 
15	 
16	 
17	
18	 
19	 
20	 
21	 
22	 
23	
24	\n\n
25	 
26	\n\n
27	 
28	\n\n
29	 
30	 
31	 
32	 
33	 
34	 
35	 
36	 
37	
38	 
39	 
40	 
41	
42	 
43	 
44	 
45	 
46	 
47	 
48	 
49	
50	\n
51	 
52	\n\n
53	 
54	 
55	 
56	 
57	 
58	 
59	 
60	
61	 
62	 
63	 
64	 
65	 
66	
67	 
68	 
69	 
70	 
71	 
72	 
73	
74	\n\n
75	 
76	\n\n
77	 
78	 
79	 
80	\n\n
81	 
82	\n\n
83	 
84	 
85	 
86	 
87	 
88	 
89	
90	 
91	 
92	 
93	
94	 
95	 
96	 
97	 
98	 
99	 
100	 
101	
102	\n
