<?xml version="1.0" encoding="UTF-8"?>
<!-- Sentences that the program writes into the header of the TEI, which is in English, as the pages and the book say them:
     in the language of the labels. Words of an editor stay hers. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:map="http://www.w3.org/2005/xpath-functions/map" exclude-result-prefixes="#all">

  <!-- What tei/encode/header.py writes: the key of each sentence, and its English words as a pattern; a test compares. -->
  <xsl:variable name="f:header-sentences" as="map(xs:string, xs:string)*" select="$messages/messages/m[@en] ! map{'key': string(@key),
      'pattern': '^' || replace(replace(@en, '([\\|.?*+(){}\[\]^$-])', '\\$1'), '\\\{1\\\}', '(.+)') || '$'}"/>
  <xsl:variable name="f:excepted" as="xs:string" select="'^The text of witness(es)? (.+) is excepted: its rights are unknown\.$'"/>

  <xsl:function name="f:header-words" visibility="public" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="words" select="normalize-space($element)"/>
    <xsl:variable name="sigla" select="replace($words, $f:excepted, '$2')"/>
    <xsl:variable name="own" select="$f:header-sentences[matches($words, ?pattern)][1]" as="map(xs:string, xs:string)?"/>
    <xsl:sequence select="if (exists($own)) then f:say($own?key, replace($words, $own?pattern, if (contains($own?pattern, '(.+)')) then '$1' else ''))
      else if (matches($words, $f:excepted)) then f:count-of(count(tokenize($sigla, ', ')), 'about.rights.excepted', $sigla)
      else string($element)"/>
  </xsl:function>
</xsl:stylesheet>
