<?xml version="1.0" encoding="UTF-8"?>
<!-- The ODD of the edition to RELAX NG: a define for each element, class of attributes and macro. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="https://variorum.example/mode" xmlns:f="https://variorum.example/function"
    xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0" xmlns="http://relaxng.org/ns/structure/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="xs m f">

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:define" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:content" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:particle" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:attribute" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:value" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="/" as="element(grammar)" xpath-default-namespace="http://relaxng.org/ns/structure/1.0">
    <xsl:apply-templates select="f:schema(.)"/>
  </xsl:template>

  <xsl:function name="f:schema" as="element(schemaSpec)">
    <xsl:param name="odd" as="document-node()"/>
    <xsl:sequence select="$odd//schemaSpec"/>
  </xsl:function>

  <xsl:template match="schemaSpec" as="element()">
    <grammar ns="{(@ns, 'http://www.tei-c.org/ns/1.0')[1]}" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
      <xsl:comment> Compiled from edition.odd by `edition schema`. Do not edit. </xsl:comment>
      <start><choice><xsl:for-each select="tokenize((@start, 'TEI')[1])"><ref name="{.}"/></xsl:for-each></choice></start>
      <xsl:apply-templates mode="m:define" select="elementSpec | classSpec | macroSpec"/>
    </grammar>
  </xsl:template>

  <!-- Definitions -->
  <xsl:template mode="m:define" match="elementSpec" as="element()">
    <define name="{@ident}">
      <element name="{@ident}">
        <xsl:copy-of select="@ns"/>
        <xsl:apply-templates mode="m:attribute" select="desc, classes/memberOf[not(@mode = 'delete')], attList[not(@org = 'choice')]/*, attList[@org = 'choice']"/>
        <xsl:apply-templates mode="m:content" select="content/*"/>
      </element>
    </define>
  </xsl:template>

  <xsl:template mode="m:define" match="classSpec[@type = 'atts']" as="element()">
    <define name="{@ident}">
      <xsl:apply-templates mode="m:attribute" select="classes/memberOf[not(@mode = 'delete')], attList[not(@org = 'choice')]/*, attList[@org = 'choice']"/>
    </define>
  </xsl:template>

  <xsl:template mode="m:define" match="macroSpec" as="element()">
    <define name="{@ident}"><xsl:apply-templates mode="m:content" select="content/*"/></define>
  </xsl:template>

  <!-- Content: how often, then what -->
  <xsl:template mode="m:content" match="*" as="element()+">
    <xsl:variable name="one" as="element()"><xsl:apply-templates mode="m:particle" select="."/></xsl:variable>
    <xsl:sequence select="f:times($one, f:least(.), f:most(.))"/>
  </xsl:template>

  <xsl:function name="f:least" as="xs:integer">
    <xsl:param name="particle" as="element()"/>
    <xsl:sequence select="xs:integer(($particle/@minOccurs, 1)[1])"/>
  </xsl:function>

  <!-- How often at most; -1 is without end. -->
  <xsl:function name="f:most" as="xs:integer">
    <xsl:param name="particle" as="element()"/>
    <xsl:variable name="said" as="xs:string" select="string(($particle/@maxOccurs, 1)[1])"/>
    <xsl:sequence select="if ($said = 'unbounded') then -1 else max((xs:integer($said), 0))"/>
  </xsl:function>

  <!-- A pattern as often as it may come: what must come is written out, what may come is nested. -->
  <xsl:function name="f:times" as="element()+">
    <xsl:param name="one" as="element()"/>
    <xsl:param name="least" as="xs:integer"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:choose>
      <xsl:when test="$least eq 1 and $most eq 1"><xsl:sequence select="$one"/></xsl:when>
      <xsl:when test="$most eq -1 and $least eq 0"><zeroOrMore><xsl:sequence select="$one"/></zeroOrMore></xsl:when>
      <xsl:when test="$most eq -1 and $least eq 1"><oneOrMore><xsl:sequence select="$one"/></oneOrMore></xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:several($one, $least, $most)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:several" as="element()">
    <xsl:param name="one" as="element()"/>
    <xsl:param name="least" as="xs:integer"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:choose>
      <xsl:when test="$most eq 0"><empty/></xsl:when>
      <xsl:when test="$most eq -1"><group><xsl:sequence select="(1 to $least - 1) ! $one, f:times($one, 1, -1)"/></group></xsl:when>
      <xsl:when test="$least eq 0">
        <optional><xsl:sequence select="$one[$most eq 1], f:times($one, 1, 1)[$most gt 1], f:several($one, 0, $most - 1)[$most gt 1]"/></optional>
      </xsl:when>
      <xsl:otherwise><group><xsl:sequence select="(1 to $least) ! $one, f:several($one, 0, $most - $least)[$most gt $least]"/></group></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:template mode="m:particle" match="sequence[@preserveOrder = 'false']" as="element()">
    <interleave><xsl:apply-templates mode="m:content" select="*"/></interleave>
  </xsl:template>
  <xsl:template mode="m:particle" match="sequence[not(@preserveOrder = 'false')]" as="element()">
    <group><xsl:apply-templates mode="m:content" select="*"/></group>
  </xsl:template>
  <xsl:template mode="m:particle" match="alternate" as="element()">
    <choice><xsl:apply-templates mode="m:content" select="*"/></choice>
  </xsl:template>
  <xsl:template mode="m:particle" match="elementRef | macroRef" as="element()"><ref name="{@key}"/></xsl:template>
  <xsl:template mode="m:particle" match="textNode" as="element()"><text/></xsl:template>
  <xsl:template mode="m:particle" match="empty" as="element()"><empty/></xsl:template>

  <!-- Attributes -->
  <xsl:template mode="m:attribute" match="desc" as="element(a:documentation)">
    <a:documentation><xsl:value-of select="normalize-space(.)"/></a:documentation>
  </xsl:template>
  <xsl:template mode="m:attribute" match="memberOf" as="element()"><ref name="{@key}"/></xsl:template>
  <xsl:template mode="m:attribute" match="attList[@org = 'choice']" as="element()">
    <choice><xsl:apply-templates mode="m:attribute" select="*"/></choice>
  </xsl:template>
  <xsl:template mode="m:attribute" match="attList[not(@org = 'choice')]" as="element()">
    <group><xsl:apply-templates mode="m:attribute" select="*"/></group>
  </xsl:template>
  <xsl:template mode="m:attribute" match="attDef[@mode = 'delete']" as="empty-sequence()"/>
  <xsl:template mode="m:attribute" match="attDef[not(@mode = 'delete')][@usage = 'req']" as="element()">
    <xsl:sequence select="f:attribute(.)"/>
  </xsl:template>
  <xsl:template mode="m:attribute" match="attDef[not(@mode = 'delete' or @usage = 'req')]" as="element()">
    <optional><xsl:sequence select="f:attribute(.)"/></optional>
  </xsl:template>

  <xsl:function name="f:attribute" as="element()">
    <xsl:param name="definition" as="element(attDef)"/>
    <attribute name="{'xml:'[$definition/@ns = 'http://www.w3.org/XML/1998/namespace']}{$definition/@ident}">
      <xsl:apply-templates mode="m:attribute" select="$definition/desc"/>
      <xsl:apply-templates mode="m:value" select="($definition/valList[@type = 'closed'], $definition/datatype)[1]"/>
    </attribute>
  </xsl:function>

  <xsl:template mode="m:value" match="valList" as="element()">
    <choice><xsl:apply-templates mode="m:value" select="valItem"/></choice>
  </xsl:template>
  <xsl:template mode="m:value" match="valItem" as="element()"><value><xsl:value-of select="@ident"/></value></xsl:template>
  <xsl:template mode="m:value" match="datatype[@minOccurs or @maxOccurs]" as="element()">
    <xsl:variable name="one" as="element()"><xsl:apply-templates mode="m:value" select="dataRef"/></xsl:variable>
    <list><xsl:sequence select="f:times($one, f:least(.), f:most(.))"/></list>
  </xsl:template>
  <xsl:template mode="m:value" match="datatype[not(@minOccurs or @maxOccurs)]" as="element()">
    <xsl:apply-templates mode="m:value" select="dataRef"/>
  </xsl:template>
  <xsl:template mode="m:value" match="dataRef" as="element()">
    <data type="{@name}">
      <xsl:apply-templates mode="m:value" select="@restriction, dataFacet"/>
    </data>
  </xsl:template>
  <xsl:template mode="m:value" match="@restriction" as="element()">
    <param name="pattern"><xsl:value-of select="."/></param>
  </xsl:template>
  <xsl:template mode="m:value" match="dataFacet" as="element()">
    <param name="{@name}"><xsl:value-of select="@value"/></param>
  </xsl:template>
</xsl:stylesheet>
