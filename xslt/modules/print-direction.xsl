<?xml version="1.0" encoding="UTF-8"?>
<!-- The direction of a book, and of what runs otherwise in it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:variable name="f:book-direction" as="xs:string" select="f:direction(string(/TEI/text/body), /TEI/@xml:lang)"/>

  <!-- @dir of a book that runs from right to left; @bidi where any words of it do, also sigla, labels or names of a register;
       @ragged where few blanks could stretch. -->
  <xsl:function name="f:book-directions" as="attribute()*">
    <xsl:param name="names" as="xs:string"/>
    <xsl:variable name="words" select="string-join(($f:whole-edition, $names, $f:whole-edition//witness/@n, $messages), ' ')"/>
    <xsl:if test="$f:book-direction eq 'rtl'"><xsl:attribute name="dir" select="'rtl'"/></xsl:if>
    <xsl:if test="$f:book-direction eq 'rtl' or f:has-right-to-left($words)"><xsl:attribute name="bidi" select="'yes'"/></xsl:if>
    <xsl:if test="f:is-ragged(string($f:whole-edition/text/body))"><xsl:attribute name="ragged" select="'yes'"/></xsl:if>
  </xsl:function>
  <xsl:variable name="f:whole-edition" as="element(TEI)" select="/TEI"/>

  <!-- Whether lines end anywhere: of words that are hardly parted by blanks, as in Ethiopic, Thai or Tibetan. The typesetter
       widens lines of Chinese and Japanese between any two characters. -->
  <xsl:function name="f:is-ragged" visibility="public" as="xs:boolean">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="solid" select="string-length(replace($text, '[^' || $f:stretching-poorly || ']', ''))"/>
    <xsl:sequence select="2 * $solid gt string-length(replace($text, '\P{L}', '')) and $solid gt 12 * count(tokenize($text))"/>
  </xsl:function>
  <xsl:variable name="f:stretching-poorly" as="xs:string" select="'&#xE00;-&#x109F;&#x1200;-&#x139F;&#x1780;-&#x17FF;'"/>

  <!-- @dir of words that run otherwise than the book. -->
  <xsl:function name="f:turned" visibility="public" as="attribute()?">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="f:turned($words, $f:book-direction)"/>
  </xsl:function>

  <!-- @dir of words that run otherwise than what is around them. -->
  <xsl:function name="f:turned" visibility="public" as="attribute()?">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="around" as="xs:string"/>
    <xsl:for-each select="f:running($words, $around)[. ne $around]"><xsl:attribute name="dir" select="."/></xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
