@config
@fmt:text-orig-full={str}{after}
@sectionTypes=text,block
@sectionFeatures=text,n
@title=The Ferry
@writtenBy=variorum

