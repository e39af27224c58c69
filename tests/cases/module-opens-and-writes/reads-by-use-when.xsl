<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:edition:function">
  <xsl:function name="f:rights" as="node()*" use-when="contains(unparsed-text('FILE'), 'secret')"><xsl:text>known</xsl:text></xsl:function>
</xsl:stylesheet>
