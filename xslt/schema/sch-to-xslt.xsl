<?xml version="1.0" encoding="UTF-8"?>
<!-- Schematron to XSLT 3.0. The sheet made here gives a map for each broken rule: its code, a message, a severity, and
     which element it is (`at`: its number in the order of the document, counted from 1). What is not supported
     (abstract rules and patterns, phases, diagnostics, includes) stops the compilation by name. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:o="urn:variorum:out" xmlns:m="https://variorum.example/mode"
    xmlns:s="http://purl.oclc.org/dsdl/schematron" exclude-result-prefixes="m s" expand-text="yes">

  <xsl:namespace-alias stylesheet-prefix="o" result-prefix="xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:message" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="/" as="element()"><xsl:apply-templates select="s:schema"/></xsl:template>

  <xsl:template match="s:schema" as="element()">
    <o:stylesheet version="3.0">
      <xsl:for-each select="s:ns"><xsl:namespace name="{@prefix}" select="string(@uri)"/></xsl:for-each>
      <xsl:copy-of select="xsl:key"/>
      <o:accumulator name="at" as="xs:integer" initial-value="0">
        <o:accumulator-rule match="*" select="$value + 1"/>
      </o:accumulator>
      <o:mode use-accumulators="at"/>
      <o:template match="/" as="map(*)*">
        <xsl:for-each select="s:pattern"><o:apply-templates mode="{@id}" select="."/></xsl:for-each>
      </o:template>
      <xsl:apply-templates select="* except (s:ns, xsl:key)"/>
    </o:stylesheet>
  </xsl:template>

  <xsl:template match="s:pattern" as="element()+">
    <o:mode name="{@id}" on-no-match="shallow-skip" use-accumulators="at"/>
    <xsl:apply-templates select="* except s:p"/>
  </xsl:template>

  <!-- Of the rules of a pattern the first that fits applies: hence the priorities. -->
  <xsl:template match="s:pattern/s:rule" as="element()">
    <o:template match="{@context}" mode="{../@id}" priority="{1 + count(following-sibling::s:rule)}">
      <xsl:apply-templates select="*"/>
      <o:apply-templates select="@*, node()" mode="#current"/>
    </o:template>
  </xsl:template>

  <xsl:template match="s:rule/s:let" as="element()"><o:variable name="{@name}" select="{@value}"/></xsl:template>

  <xsl:template match="s:assert" as="element()">
    <o:if test="not({@test})"><xsl:call-template name="finding"/></o:if>
  </xsl:template>
  <xsl:template match="s:report" as="element()">
    <o:if test="{@test}"><xsl:call-template name="finding"/></o:if>
  </xsl:template>

  <!-- A template, not a rule: assert and report end alike. -->
  <xsl:template name="finding" as="element()+">
    <o:variable name="message" as="xs:string">
      <o:value-of><xsl:apply-templates mode="m:message" select="node()"/></o:value-of>
    </o:variable>
    <o:map>
      <o:map-entry key="'code'" select="'{ancestor::s:pattern/@id}'"/>
      <o:map-entry key="'severity'" select="'{(@role, 'error')[1]}'"/>
      <o:map-entry key="'at'" select="string((ancestor-or-self::*)[last()]/accumulator-before('at'))"/>
      <o:map-entry key="'message'" select="normalize-space($message)"/>
    </o:map>
  </xsl:template>

  <xsl:template mode="m:message" match="text()" as="element()"><o:text>{.}</o:text></xsl:template>
  <xsl:template mode="m:message" match="s:value-of" as="element()"><o:value-of select="{@select}"/></xsl:template>
  <xsl:template mode="m:message" match="s:name[@path]" as="element()"><o:value-of select="name({@path})"/></xsl:template>
  <xsl:template mode="m:message" match="s:name[not(@path)]" as="element()"><o:value-of select="name()"/></xsl:template>
</xsl:stylesheet>
