<?xml version="1.0" encoding="UTF-8"?>
<!-- The back of the book: the notes of the witnesses, and the indexes, whose places the typesetter adds. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="m:back" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="div[@type = 'notes']" mode="m:back" as="element(o:notes)">
    <notes siglum="{@n}" title="{f:say('print.notes', @n)}"><xsl:apply-templates select="note" mode="#current"/></notes>
  </xsl:template>

  <xsl:template match="note" mode="m:back" as="element(o:note)">
    <xsl:variable name="words" as="node()*"><xsl:apply-templates mode="#current"/></xsl:variable>
    <note id="{@xml:id}" n="{@n}"><xsl:sequence select="f:turned(string-join($words))"/><xsl:sequence select="f:trimmed($words)"/></note>
  </xsl:template>

  <xsl:template match="text()" mode="m:back" as="text()"><xsl:value-of select="replace(., '\s+', ' ')"/></xsl:template>
  <xsl:template _match="{$f:written}" mode="m:back" as="node()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="hi" mode="m:back" as="element(o:hi)" priority="1"><!-- before all that is written in a way of its own -->
    <hi rend="{@rend}"><xsl:apply-templates mode="#current"/></hi>
  </xsl:template>
  <xsl:template match="lb | cb | pb" mode="m:back" as="text()"><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="foreign" mode="m:back" as="element(o:lang)"><lang code="{@xml:lang}">{.}</lang></xsl:template>
  <xsl:template match="note//*" mode="m:back" as="node()*" priority="-1"><!-- names and titles print as their words -->
    <xsl:apply-templates mode="#current"/>
  </xsl:template>

  <xsl:function name="f:indexes" as="element(o:index)*">
    <xsl:param name="registers" as="document-node()?"/>
    <xsl:for-each select="$f:kinds">
      <xsl:variable name="kind" select="."/>
      <xsl:variable name="entries" select="$registers//standOff//*[@xml:id][starts-with(@xml:id, $kind?prefix || '-')]"/>
      <xsl:where-populated>
        <index kind="{$kind?key}" title="{f:say('print.index.' || $kind?key)[$entries]}">
          <xsl:apply-templates select="$entries" mode="m:name">
            <xsl:sort select="f:sort-key(.)" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
          </xsl:apply-templates>
        </index>
      </xsl:where-populated>
    </xsl:for-each>
  </xsl:function>

  <xsl:mode name="m:name" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="*" mode="m:name" as="element(o:name)">
    <xsl:variable name="name" select="f:index-name(.)"/>
    <name key="{@xml:id}"><xsl:sequence select="f:turned($name)"/>{$name}{self::person ! f:life(.)}</name>
  </xsl:template>
</xsl:stylesheet>
