<?xml version="1.0" encoding="UTF-8"?>
<!-- Stands in for TEI's odd2odd.xsl: what an ODD takes, from the specifications or from the ODD that source names. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xpath-default-namespace="http://www.tei-c.org/ns/1.0">
  <xsl:import href="../common/words.xsl"/>
  <xsl:param name="defaultSource"/>
  <xsl:mode on-no-match="shallow-copy"/>
  <xsl:template match="moduleRef">
    <xsl:variable name="source" select="string((@source, ancestor::schemaSpec/@source, $defaultSource)[1])"/>
    <xsl:if test="not(doc-available($source))"><xsl:message terminate="yes">no source document <xsl:value-of select="$source"/></xsl:message></xsl:if>
    <xsl:variable name="names" select="tokenize(@include)"/>
    <xsl:variable name="found" select="document($source, .)//elementSpec[@ident = $names]"/>
    <xsl:if test="empty($found)"><xsl:message terminate="yes">nobody defines <xsl:value-of select="@include"/></xsl:message></xsl:if>
    <xsl:copy-of select="$found"/>
  </xsl:template>
  <xsl:template match="specGrpRef"><xsl:apply-templates select="doc(@target)//specGrp/*"/></xsl:template>
</xsl:stylesheet>
