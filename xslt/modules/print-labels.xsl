<?xml version="1.0" encoding="UTF-8"?>
<!-- The labels that the typesetter places by itself. Every word of ours in the book is a message (say.xsl). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:f="urn:edition:function" exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:function name="f:print-labels" as="element(o:labels)">
    <labels lang="{$messages/*/@lang}">
      <xsl:attribute name="dir" select="f:direction-of-tag($messages/*/@lang)"/>
      <xsl:for-each select="'contents', 'guide', 'sigla', 'principles', 'passage', 'at', 'edited-by', 'index.note', 'see', 'apparatus', 'at.verse', 'appendix.foot'">
        <xsl:attribute name="{translate(., '.', '-')}" select="f:say('print.' || .)"/>
      </xsl:for-each>
    </labels>
  </xsl:function>
</xsl:stylesheet>
