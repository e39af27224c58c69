<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI to TEI: writes the number a reader sees into @n: apparatus entries through the whole text, paragraphs likewise,
     unless the source numbers them.
     Ids are a thing apart (docs/design.md, I4). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:mode name="m:number" on-no-match="shallow-copy" use-accumulators="m:app m:paragraph"/>

  <xsl:accumulator name="m:app" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="app" select="$value + 1"/>
    <xsl:accumulator-rule match="anchor[f:is-move-start(.)]" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:accumulator name="m:paragraph" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="body//p[@xml:id][not(ancestor::rdg)]" select="$value + 1"/>
  </xsl:accumulator>

  <!-- A paragraph that TEI wants where a text has none. -->
  <xsl:template match="body//p[not(@xml:id)]" mode="m:number"/>

  <!-- Whether a passage begins here that a witness has at another place: it is numbered among the entries. -->
  <xsl:function name="f:is-move-start" visibility="public" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="$node/self::anchor and matches($node/@xml:id, '^move-.*-first$')"/>
  </xsl:function>

  <xsl:template match="app | anchor[f:is-move-start(.)]" mode="m:number" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="#current"/>
      <xsl:attribute name="n" select="accumulator-before('m:app')"/>
      <xsl:apply-templates mode="#current"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="body//p[@xml:id][not(@n)][not(ancestor::rdg)]" mode="m:number" as="element(p)">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="#current"/>
      <xsl:attribute name="n" select="accumulator-before('m:paragraph')"/>
      <xsl:apply-templates mode="#current"/>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
