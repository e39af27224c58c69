<?xml version="1.0" encoding="UTF-8"?>
<!-- The rules of the ODD to Schematron: a pattern for each constraintSpec, in the order of their codes. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="https://variorum.example/mode" xmlns:f="https://variorum.example/function"
    xmlns:place="urn:variorum:place" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
    xmlns="http://purl.oclc.org/dsdl/schematron"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="xs m f place sch">

  <xsl:output method="xml" encoding="UTF-8" indent="yes" suppress-indentation="sch:assert sch:report sch:p"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:rules" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:copy" on-no-match="shallow-copy"/>

  <xsl:template match="/" as="element(sch:schema)">
    <schema queryBinding="xslt3">
      <xsl:comment> Compiled from edition.odd by `edition schema`. Do not edit. </xsl:comment>
      <xsl:if test="not((//constraint | //constraintDecl)//sch:ns[@prefix = 'tei'])"><ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/></xsl:if>
      <xsl:for-each-group select="(//constraint | //constraintDecl)//sch:ns" group-by="@prefix || ' ' || @uri">
        <xsl:apply-templates mode="m:copy" select="."/>
      </xsl:for-each-group>
      <xsl:apply-templates mode="m:copy" select="//constraintDecl/(xsl:* | sch:let | sch:diagnostics | sch:diagnostic), //constraint/(xsl:* | sch:diagnostics | sch:diagnostic | sch:let[not(../(sch:rule | sch:assert | sch:report))])"/>
      <xsl:apply-templates mode="m:rules" select="sort(//constraintSpec[not(@mode = 'delete')][constraint/(sch:pattern | sch:rule | sch:assert | sch:report)], (), function($c) { string($c/@ident) })"/>
    </schema>
  </xsl:template>

  <xsl:template mode="m:rules" match="constraintSpec" as="element(sch:pattern)+">
    <xsl:if test="constraint/(sch:rule | sch:assert | sch:report)">
      <pattern id="{@ident}">
        <xsl:copy-of select="(constraint/sch:*/@place:at)[1]"/>
        <p><xsl:value-of select="normalize-space(desc[1])"/></p>
        <xsl:apply-templates mode="m:rules" select="constraint"/>
      </pattern>
    </xsl:if>
    <xsl:apply-templates mode="m:rules" select="constraint/sch:pattern"/>
  </xsl:template>

  <!-- A pattern of an ODD without a name has that of its constraintSpec. -->
  <xsl:template mode="m:rules" match="sch:pattern" as="element(sch:pattern)">
    <xsl:variable name="number" as="xs:integer" select="1 + count(preceding-sibling::sch:pattern)"/>
    <pattern id="{ancestor::constraintSpec[1]/@ident}{$number[. gt 1] ! ('-' || .)}">
      <xsl:apply-templates mode="m:copy" select="@*"/>
      <xsl:if test="not(sch:p)"><p><xsl:value-of select="normalize-space(ancestor::constraintSpec[1]/desc[1])"/></p></xsl:if>
      <xsl:apply-templates mode="m:copy" select="node()"/>
    </pattern>
  </xsl:template>

  <xsl:template mode="m:rules" match="constraint" as="element()*">
    <xsl:apply-templates mode="m:copy" select="sch:let[../sch:rule], sch:rule"/>
    <xsl:if test="sch:assert | sch:report">
      <!-- What stands without a rule is about the element or attribute that it stands in. -->
      <rule context="{f:context(.)}">
        <xsl:copy-of select="(sch:assert | sch:report)[1]/@place:at"/>
        <xsl:apply-templates mode="m:copy" select="sch:let[not(../sch:rule)] | sch:assert | sch:report"/>
      </rule>
    </xsl:if>
  </xsl:template>

  <!-- The elements, or their attribute, that a constraint is about: of a class those that belong to it. -->
  <xsl:function name="f:context" as="xs:string">
    <xsl:param name="constraint" as="element(constraint)"/>
    <xsl:variable name="attribute" as="xs:string?" select="$constraint/ancestor::attDef[1]/('/@' || f:prefix(@ns) || @ident)"/>
    <xsl:sequence select="string-join(f:elements($constraint/ancestor::*[self::elementSpec or self::classSpec][1]) ! (. || $attribute), ' | ')"/>
  </xsl:function>

  <xsl:function name="f:elements" as="xs:string*">
    <xsl:param name="owner" as="element()?"/>
    <xsl:sequence select="$owner/self::elementSpec/(f:prefix((@ns, ancestor::schemaSpec/@ns, 'http://www.tei-c.org/ns/1.0')[1]) || @ident)"/>
    <xsl:for-each select="$owner/self::classSpec">
      <xsl:variable name="class" as="xs:string" select="@ident"/>
      <xsl:variable name="members" as="xs:string*" select="root()//(elementSpec | classSpec)[classes/memberOf[not(@mode = 'delete')]/@key = $class]/f:elements(.)"/>
      <xsl:sequence select="if (exists($members)) then distinct-values($members) else '*[false()]'"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:prefix" as="xs:string">
    <xsl:param name="namespace" as="xs:string?"/>
    <xsl:sequence select="if ($namespace = 'http://www.tei-c.org/ns/1.0') then 'tei:' else if (string($namespace)) then 'Q{' || $namespace || '}' else ''"/>
  </xsl:function>

  <!-- In the schema that is written, namespaces of the ODD stay behind; where places are marked, prefixes go along. -->
  <xsl:template mode="m:copy" match="sch:*" as="element()">
    <xsl:element name="{local-name()}">
      <xsl:copy-of select="namespace::*[name()][current()/@place:at]"/>
      <xsl:apply-templates mode="m:copy" select="@*, node()"/>
    </xsl:element>
  </xsl:template>
  <xsl:template mode="m:copy" match="sch:ns[parent::sch:pattern]" as="empty-sequence()"/>
  <xsl:template mode="m:copy" match="xsl:*" as="element()">
    <xsl:copy copy-namespaces="no">
      <xsl:copy-of select="namespace::*[name()][current()/@place:at]"/>
      <xsl:apply-templates mode="m:copy" select="@*, node()"/>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
