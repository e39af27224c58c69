<?xml version="1.0" encoding="UTF-8"?>
<!-- The dates and lives of a document in words, a line each, for test_dates.py. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">
  <xsl:include href="../../xslt/modules/say.xsl"/>
  <xsl:include href="../../xslt/modules/dates.xsl"/>
  <xsl:param name="messages" as="document-node()"><!-- required --></xsl:param>
  <xsl:output method="text"/>
  <xsl:template match="/" as="text()*">
    <xsl:for-each select="//bibl/date[@type = 'issued']"><xsl:value-of select="f:stated-date(string()) || '&#10;'"/></xsl:for-each>
    <xsl:for-each select="//bibl/date[@type = 'accessed']"><xsl:value-of select="f:accessed(.) || '&#10;'"/></xsl:for-each>
    <xsl:for-each select="//event"><xsl:value-of select="f:span(.) || '&#10;'"/></xsl:for-each>
    <xsl:for-each select="//note"><xsl:value-of select="f:fact-words(.) || '&#10;'"/></xsl:for-each>
    <xsl:for-each select="//person"><xsl:value-of select="string(f:life-years(.)) || '&#10;'"/></xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
