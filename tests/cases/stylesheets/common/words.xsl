<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:variable name="words" select="document('../words.xml',document(''))"/>
  <xsl:template name="write"><xsl:result-document href="out.rng"><out>{2 > 1}</out></xsl:result-document></xsl:template>
</xsl:stylesheet>
