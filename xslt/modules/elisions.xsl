<?xml version="1.0" encoding="UTF-8"?>
<!-- Words that run together with what follows them: «il 8» is «l’8», «de agost» is «d’agost». The message `date.elisions` has
     the pairs (src/edition/project/elisions.py checks and reads them as this module does); a star stands for more figures. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" exclude-result-prefixes="#all">

  <!-- Of each pair the pattern of what is found, and what is put in its place; the script of the pages has them, too. -->
  <xsl:variable name="f:elisions" as="map(xs:string, xs:string)*">
    <xsl:for-each select="key('f:message', 'date.elisions', $messages)[1] ! tokenize(., ';')[normalize-space()]">
      <xsl:variable name="ends" select="tokenize(normalize-space(.), '\s*=\s*')"/>
      <xsl:variable name="figures" select="if (ends-with($ends[1], '*')) then '(\d*)' else '(\d{0})'"/>
      <xsl:sequence select="map{'found': '(^|[^\p{L}\p{N}])' || replace($ends[1], '\*', '') || $figures || '($|[^\p{L}\p{N}])',
        'put': '$1' || replace($ends[2], '\*', '') || '$2$3'}"/>
    </xsl:for-each>
  </xsl:variable>

  <xsl:function name="f:elided" visibility="public" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="fold-left($f:elisions, $words, function($said, $pair) { replace($said, $pair?found, $pair?put) })"/>
  </xsl:function>
</xsl:stylesheet>
