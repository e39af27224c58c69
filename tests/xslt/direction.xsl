<?xml version="1.0" encoding="UTF-8"?>
<!-- The directions of some texts, one a line. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:edition:function" exclude-result-prefixes="#all">
  <xsl:include href="../../xslt/modules/direction.xsl"/>
  <xsl:output method="text"/>
  <xsl:mode on-no-match="fail"/>
  <xsl:template match="/"><xsl:value-of select="*/text/f:direction(string(.), @lang)" separator="&#10;"/></xsl:template>
</xsl:stylesheet>
