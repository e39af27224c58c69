<?xml version="1.0" encoding="UTF-8"?>
<!-- The works that the editors cite, in the header of the edition: the short form of each stands in n. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:key name="f:cited-work" match="sourceDesc/listBibl/bibl[@xml:id]" use="@xml:id"/>

  <!-- The works of an edition. -->
  <xsl:function name="f:works-of" visibility="public" as="element(bibl)*">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="root($node)//teiHeader/fileDesc/sourceDesc/listBibl/bibl[@xml:id]"/>
  </xsl:function>
</xsl:stylesheet>
