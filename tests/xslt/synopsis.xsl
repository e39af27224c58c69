<?xml version="1.0" encoding="UTF-8"?>
<!-- The synopsis of an edition, each witness in its own order, and the tally of each witness against each other: what the
     tests look at. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:edition:function"
    xmlns:s="urn:edition:synopsis" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:import href="../../xslt/html.xsl"/>

  <xsl:template match="/" as="element()">
    <out>
      <xsl:sequence select="$f:synopsis"/>
      <xsl:for-each select="$f:list">
        <own wit="{@xml:id}" words="{f:counted(f:own(@xml:id))}">
          <xsl:for-each-group select="f:own(@xml:id)" group-starting-with="s:start"><b>{string-join(current-group()[self::s:w])}</b></xsl:for-each-group>
        </own>
        <xsl:variable name="witness" select="."/>
        <xsl:for-each select="$f:list except .">
          <xsl:variable name="tallies" select="for $other in . return $f:synopsis//s:row ! f:tally(f:cell(., $witness), f:cell(., $other))"/>
          <tally wit="{$witness/@xml:id}" against="{@xml:id}"><xsl:for-each select="$f:measures"><xsl:attribute name="{.}" select="sum($tallies ! .(current()))"/></xsl:for-each></tally>
        </xsl:for-each>
      </xsl:for-each>
    </out>
  </xsl:template>
</xsl:stylesheet>
