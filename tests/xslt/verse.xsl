<?xml version="1.0" encoding="UTF-8"?>
<!-- Verse on the site: lines and entries as the numbered edition has them, and as the pages show them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:import href="../../xslt/html.xsl"/>

  <xsl:template match="/" as="element()">
    <out>
      <xsl:for-each select="$edition//body//l"><l><xsl:copy-of select="@* except @xml:id"/><classes>{f:verse-classes(.)}</classes><xsl:sequence select="f:verse-number(.)"/></l></xsl:for-each>
      <xsl:for-each select="$edition//body//app"><app><xsl:copy-of select="@loc, @until, @within"/><xsl:apply-templates select="." mode="m:entry"/></app></xsl:for-each>
      <text><xsl:apply-templates select="$edition//body" mode="m:text"/></text>
      <moves><xsl:sequence select="f:moves()"/></moves>
    </out>
  </xsl:template>
</xsl:stylesheet>
