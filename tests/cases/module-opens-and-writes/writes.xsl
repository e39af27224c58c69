<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="/" priority="99">
    <xsl:result-document href="FILE.written" method="text">written</xsl:result-document>
    <xsl:next-match/>
  </xsl:template>
</xsl:stylesheet>
