<?xml version="1.0" encoding="UTF-8"?>
<!-- The rules of the ODD to Schematron: a pattern for each constraintSpec, in the order of their codes. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="https://variorum.example/mode" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
    xmlns="http://purl.oclc.org/dsdl/schematron"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="xs m sch">

  <xsl:output method="xml" encoding="UTF-8" indent="yes" suppress-indentation="sch:assert sch:report sch:p"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:rules" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:copy" on-no-match="shallow-copy"/>

  <xsl:template match="/" as="element(sch:schema)">
    <schema queryBinding="xslt3">
      <xsl:comment> Compiled from edition.odd by `edition schema`. Do not edit. </xsl:comment>
      <xsl:for-each-group select="//constraint/sch:ns" group-by="@prefix">
        <xsl:apply-templates mode="m:copy" select="."/>
      </xsl:for-each-group>
      <xsl:apply-templates mode="m:copy" select="//constraint/xsl:*"/>
      <xsl:apply-templates mode="m:rules" select="sort(//constraintSpec[constraint/(sch:rule | sch:assert | sch:report)], (), function($c) { string($c/@ident) })"/>
    </schema>
  </xsl:template>

  <xsl:template mode="m:rules" match="constraintSpec" as="element(sch:pattern)">
    <pattern id="{@ident}">
      <p><xsl:value-of select="normalize-space(desc)"/></p>
      <xsl:apply-templates mode="m:rules" select="constraint"/>
    </pattern>
  </xsl:template>

  <xsl:template mode="m:rules" match="constraint[sch:rule]" as="element()+">
    <xsl:apply-templates mode="m:copy" select="* except (sch:ns, xsl:*)"/>
  </xsl:template>

  <!-- What stands without a rule is about the element that it stands in. -->
  <xsl:template mode="m:rules" match="constraint[not(sch:rule)]" as="element(sch:rule)">
    <rule context="tei:{ancestor::elementSpec/@ident}">
      <xsl:apply-templates mode="m:copy" select="* except (sch:ns, xsl:*)"/>
    </rule>
  </xsl:template>

  <!-- Namespaces of the ODD that the rules do not need stay behind. -->
  <xsl:template mode="m:copy" match="sch:*" as="element()">
    <xsl:element name="{local-name()}"><xsl:apply-templates mode="m:copy" select="@*, node()"/></xsl:element>
  </xsl:template>
  <xsl:template mode="m:copy" match="xsl:*" as="element()">
    <xsl:copy copy-namespaces="no"><xsl:apply-templates mode="m:copy" select="@*, node()"/></xsl:copy>
  </xsl:template>
  <xsl:template mode="m:copy" match="*[not(self::sch:* or self::xsl:*)]" as="empty-sequence()">
    <xsl:message terminate="yes">a rule holds the element <xsl:value-of select="name()"/>, which this compiler does not know</xsl:message>
  </xsl:template>
</xsl:stylesheet>
