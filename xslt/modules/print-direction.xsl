<?xml version="1.0" encoding="UTF-8"?>
<!-- The direction of a book, and of what runs otherwise in it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:variable name="f:book-direction" as="xs:string" select="f:direction(string(/TEI/text/body), /TEI/@xml:lang)"/>

  <!-- @dir of a book that runs from right to left; @bidi where any words of it do. -->
  <xsl:function name="f:book-directions" as="attribute()*">
    <xsl:if test="$f:book-direction eq 'rtl'"><xsl:attribute name="dir" select="'rtl'"/></xsl:if>
    <xsl:if test="$f:book-direction eq 'rtl' or f:has-right-to-left(string($f:whole-edition))"><xsl:attribute name="bidi" select="'yes'"/></xsl:if>
  </xsl:function>
  <xsl:variable name="f:whole-edition" as="element(TEI)" select="/TEI"/>

  <!-- @dir of words that run otherwise than the book. -->
  <xsl:function name="f:turned" visibility="public" as="attribute()?">
    <xsl:param name="words" as="xs:string"/>
    <xsl:for-each select="f:running($words, $f:book-direction)[. ne $f:book-direction]"><xsl:attribute name="dir" select="."/></xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
