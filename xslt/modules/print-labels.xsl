<?xml version="1.0" encoding="UTF-8"?>
<!-- The editors' words in the printed book. In «guide-» texts # stands for sigla or a number, and *…* for what is
     printed as a formula. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:f="urn:edition:function" exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:variable name="f:labels" as="map(xs:string, xs:string)" select="map {
    'subtitle': 'The text of witness # with the variants of %',
    'and': 'and',
    'contents': 'Contents',
    'guide': 'How to read this edition',
    'sigla': 'The witnesses',
    'principles': 'Editorial principles',
    'text': 'Text',
    'appendix': 'Appendix: longer passages of other witnesses',
    'passage': 'App.',
    'words': 'words',
    'at': 'at page',
    'line': 'line',
    'witness': 'Witness',
    'edited-by': 'Edited by',
    'licence': 'Licence:',
    'made-with': 'Collated and set by',
    'notes': 'Notes of witness',
    'index-person': 'Index of persons',
    'index-place': 'Index of places',
    'index-org': 'Index of organisations',
    'index-event': 'Index of events',
    'index-work': 'Index of works',
    'index-note': 'Bold figures are pages, the others lines on them; they name the text and its apparatus alike.',
    'om': 'om.',
    'add': 'add.',
    'add-before': 'prec. by',
    'caption': '(caption)',
    'transp': 'transp. after',
    'guide-text': 'The text is that of witness #, letter for letter. Lines are counted on each page, headings included; every fifth has its number in the margin.',
    'guide-apparatus': 'At the foot of the page stands what the other witnesses have instead. An entry gives the number of the line, the words of the text up to the bracket, then each other reading with the sigla of its witnesses: *om.* they lack the words; *add.* they have these words after the word named; *prec. by* before it; *transp. after* they have the passage after the words named. A witness not named agrees with the text. Long wording is cited by its first and last words. Roman type is the witnesses’, italic is ours.',
    'guide-fragments': '# is a fragment. Where it does not run it is silent, and its silence is not recorded: there it neither agrees nor omits.',
    'guide-accidentals': 'Differences of spelling, punctuation and capitals are recorded with the others.',
    'guide-no-accidentals': 'Differences of spelling, punctuation and capitals alone are not recorded here; the digital edition has them.',
    'guide-appendix': 'Readings of more than # words stand whole in the appendix, with lines and apparatus of their own; the foot names their number. Notes of the witnesses follow the text, each with the page and line of its mark.'
  }"/>

  <xsl:function name="f:label" visibility="public" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="$f:labels($name)"/>
  </xsl:function>

  <!-- The labels that the typesetter places by itself. -->
  <xsl:function name="f:print-labels" as="element(o:labels)">
    <labels contents="{f:label('contents')}" guide="{f:label('guide')}" sigla="{f:label('sigla')}"
      principles="{f:label('principles')}" passage="{f:label('passage')}" words="{f:label('words')}" at="{f:label('at')}"
      line="{f:label('line')}" witness="{f:label('witness')}" edited-by="{f:label('edited-by')}"
      index-note="{f:label('index-note')}"/>
  </xsl:function>
</xsl:stylesheet>
