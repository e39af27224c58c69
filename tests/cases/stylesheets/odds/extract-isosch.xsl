<?xml version="1.0" encoding="UTF-8"?>
<!-- Stands in for TEI's extract-isosch.xsl. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
  <xsl:template match="/">
    <sch:schema queryBinding="xslt2"><sch:ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/><xsl:copy-of select="//sch:pattern"/></sch:schema>
  </xsl:template>
</xsl:stylesheet>
