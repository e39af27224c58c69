<?xml version="1.0" encoding="UTF-8"?>
<!-- Words in their language, for pages that are read aloud. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="#all">

  <!-- Words with their language: letters that are not Latin are in the language of those words of the text that have them. -->
  <xsl:function name="f:spoken" visibility="public" as="node()*">
    <xsl:param name="words" as="xs:string"/>
    <xsl:analyze-string select="$words" regex="{$f:not-latin}(({$f:not-latin}|[\p{{M}}\p{{P}}\s])*{$f:not-latin}\p{{M}}*)?">
      <xsl:matching-substring>
        <xsl:variable name="language" select="(string-to-codepoints(.) ! $f:letters(.))[1]"/>
        <xsl:choose>
          <xsl:when test="exists($language)"><span lang="{$language}"><xsl:value-of select="."/></span></xsl:when>
          <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
        </xsl:choose>
      </xsl:matching-substring>
      <xsl:non-matching-substring><xsl:value-of select="."/></xsl:non-matching-substring>
    </xsl:analyze-string>
  </xsl:function>
  <xsl:variable name="f:not-latin" as="xs:string" select="'[\p{L}-[A-Za-z&#xAA;&#xBA;&#xC0;-&#x24F;&#x1E00;-&#x1EFF;]]'"/>

  <!-- The letters that are not Latin in words of another language, and the language. -->
  <xsl:variable name="f:letters" as="map(xs:integer, xs:string)" select="map:merge(
      for $foreign in ($edition, $witnesses)//*:foreign[@xml:lang], $letter in distinct-values(string-to-codepoints(upper-case($foreign) || lower-case($foreign)))
      return map{$letter: string($foreign/@xml:lang)}[matches(codepoints-to-string($letter), $f:not-latin)])"/>
</xsl:stylesheet>
