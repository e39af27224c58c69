<?xml version="1.0" encoding="UTF-8"?>
<!-- Stands in for TEI's odd2relax.xsl: each element holds words. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    xmlns="http://relaxng.org/ns/structure/1.0">
  <xsl:import href="../common/words.xsl"/>
  <xsl:template match="/">
    <grammar ns="http://www.tei-c.org/ns/1.0"><xsl:comment select="$words/words/of"/>
      <start><choice><xsl:for-each select="//elementSpec"><element name="{@ident}"><text/></element></xsl:for-each></choice></start>
    </grammar>
  </xsl:template>
</xsl:stylesheet>
