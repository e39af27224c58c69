<?xml version="1.0" encoding="UTF-8"?>
<!-- Schematron, in the plain form that edition/validate/rules.py gives it, to XSLT 3.0. The sheet made here gives a map
     for each broken rule: its code, a message, a severity, and which element it is (`at`: its number in the order of the
     document, counted from 1). A rule that fails where it is applied gives a map too, with `failed` as its number.
     Everything that Saxon may refuse stands on a line of its own and says which place of the schema it comes from. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:o="urn:variorum:out" xmlns:m="https://variorum.example/mode" xmlns:place="urn:variorum:place"
    xmlns:variorum-error="http://www.w3.org/2005/xqt-errors"
    xmlns:s="http://purl.oclc.org/dsdl/schematron" exclude-result-prefixes="m s xs" expand-text="yes">

  <xsl:namespace-alias stylesheet-prefix="o" result-prefix="xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:message" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:variable name="quote" as="xs:string" select="codepoints-to-string(39)"/>

  <xsl:template match="/" as="element()"><xsl:apply-templates select="s:schema"/></xsl:template>

  <xsl:template match="s:schema" as="element()">
    <o:stylesheet version="3.0">
      <xsl:copy-of select="namespace::*"/>
      <xsl:for-each select="xsl:*"><xsl:text>&#10;</xsl:text><xsl:copy-of select="."/></xsl:for-each>
      <o:accumulator name="at" as="xs:integer" initial-value="0">
        <o:accumulator-rule match="*" select="$value + 1"/>
      </o:accumulator>
      <o:mode use-accumulators="at"/>
      <o:template match="/" as="map(*)*">
        <xsl:for-each select="s:pattern"><o:apply-templates mode="p{position()}" select="."/></xsl:for-each>
      </o:template>
      <xsl:apply-templates select="s:let, s:pattern"/>
    </o:stylesheet>
  </xsl:template>

  <xsl:template match="s:let" as="node()+">
    <xsl:text>&#10;</xsl:text>
    <o:variable name="{@name}" select="{@value}"><xsl:copy-of select="@place:*, namespace::*"/></o:variable>
  </xsl:template>

  <xsl:template match="s:pattern" as="node()+">
    <xsl:variable name="mode" as="xs:string" select="'p' || count(preceding-sibling::s:pattern) + 1"/>
    <o:mode name="{$mode}" on-no-match="shallow-skip" use-accumulators="at"/>
    <xsl:apply-templates><xsl:with-param name="mode" tunnel="yes" select="$mode"/></xsl:apply-templates>
  </xsl:template>

  <!-- Of the rules of a pattern the first that fits applies: hence the priorities. -->
  <xsl:template match="s:rule" as="node()+">
    <xsl:param name="mode" as="xs:string" tunnel="yes"/>
    <xsl:text>&#10;</xsl:text>
    <o:template match="{@context}" mode="{$mode}" priority="{1 + count(following-sibling::s:rule)}">
      <xsl:copy-of select="@place:*, namespace::*"/>
      <xsl:apply-templates select="s:assert | s:report"/>
      <o:apply-templates select="@*, node()" mode="#current"/>
    </o:template>
  </xsl:template>

  <!-- A variable of the rule is a variable of each of its tests: where it fails, that test fails and no other. -->
  <xsl:template match="s:assert | s:report" as="element()">
    <o:try>
      <xsl:apply-templates select="../s:let"/>
      <xsl:text>&#10;</xsl:text>
      <o:variable name="variorum-test" select="{@test}"><xsl:copy-of select="@place:*, namespace::*"/></o:variable>
      <o:if test="{if (self::s:assert) then 'not' else 'boolean'}($variorum-test)">
        <xsl:copy-of select="@place:*, namespace::*"/>
        <o:variable name="variorum-message" as="xs:string">
          <o:value-of><xsl:apply-templates mode="m:message" select="node()"/></o:value-of>
        </o:variable>
        <o:map>
          <o:map-entry key="'failed'" select="''"/>
          <o:map-entry key="'severity'" select="'{@severity}'"/>
          <o:map-entry key="'message'" select="normalize-space($variorum-message)"/>
          <xsl:call-template name="where"/>
        </o:map>
      </o:if>
      <o:catch errors="*">
        <o:map>
          <o:map-entry key="'failed'" select="'{generate-id()}'"/>
          <o:map-entry key="'severity'" select="'error'"/>
          <o:map-entry key="'message'" select="normalize-space($variorum-error:description)"/>
          <xsl:call-template name="where"/>
        </o:map>
      </o:catch>
    </o:try>
  </xsl:template>

  <!-- A template, not a rule: what was found and what failed say alike whose it is and where. -->
  <xsl:template name="where" as="element()+">
    <o:map-entry key="'code'" select="'{replace(@code, $quote, $quote || $quote)}'"/>
    <o:map-entry key="'at'" select="string(((ancestor-or-self::*)[last()]/accumulator-before('at'), 1)[1])"/>
  </xsl:template>

  <xsl:template mode="m:message" match="text()" as="element()"><o:text>{.}</o:text></xsl:template>
  <xsl:template mode="m:message" match="s:value-of" as="element()">
    <o:value-of select="{@select}"><xsl:copy-of select="namespace::*"/></o:value-of>
  </xsl:template>
  <xsl:template mode="m:message" match="s:name" as="element()">
    <o:value-of select="({@path}) ! name()"><xsl:copy-of select="namespace::*"/></o:value-of>
  </xsl:template>
</xsl:stylesheet>
