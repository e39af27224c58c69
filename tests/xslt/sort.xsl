<?xml version="1.0" encoding="UTF-8"?>
<!-- The entries of a document in the order of every index: name and letter, a line each, for test_sort.py. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">
  <xsl:include href="../../xslt/modules/say.xsl"/>
  <xsl:include href="../../xslt/modules/kinds.xsl"/>
  <xsl:include href="../../xslt/modules/sort.xsl"/>
  <xsl:param name="messages" as="document-node()"><!-- required --></xsl:param>
  <xsl:output method="text"/>
  <xsl:template match="/" as="text()*">
    <xsl:for-each select="//person | //org">
      <xsl:sort select="f:sort-key(.)" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
      <xsl:value-of select="f:index-name(.) || '|' || f:letter(.) || '&#10;'"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
