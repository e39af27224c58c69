<?xml version="1.0" encoding="UTF-8"?>
<!-- The form of every number up to 200, and the rules as the script of the pages gets them, for test_plurals.py. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" exclude-result-prefixes="#all">
  <xsl:include href="../../xslt/modules/say.xsl"/>
  <xsl:param name="messages" as="document-node()"><!-- required --></xsl:param>
  <xsl:output method="text"/>
  <xsl:template match="/" as="text()*">
    <xsl:value-of select="string-join((0 to 200) ! f:plural-form(.), ' ')"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:value-of select="serialize(array{$f:plural-rules}, map{'method': 'json', 'indent': false()})"/>
  </xsl:template>
</xsl:stylesheet>
