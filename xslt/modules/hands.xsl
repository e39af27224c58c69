<?xml version="1.0" encoding="UTF-8"?>
<!-- Hands of one manuscript that are witnesses: where all have the same words, one siglum stands for them (M, not M* M²);
     see groups.xsl. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- The siglum of the manuscript of which a witness is one hand. -->
  <xsl:function name="f:manuscript" as="xs:string?">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="$witness/note[@type = 'hands']/string()"/>
  </xsl:function>

  <!-- Whether all hands of the manuscript of a witness are among some witnesses. -->
  <xsl:function name="f:is-whole" as="xs:boolean">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:param name="among" as="element(witness)*"/>
    <xsl:variable name="manuscript" select="f:manuscript($witness)"/>
    <xsl:sequence select="exists($manuscript)
      and (every $hand in $witness/ancestor::listWit[last()]//witness[f:manuscript(.) = $manuscript] satisfies exists($among[. is $hand]))"/>
  </xsl:function>

  <!-- What follows the siglum of a witness of which a reading is uncertain: (vid.), (suppl.). -->
  <xsl:function name="f:doubt" visibility="public" as="xs:string?">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:param name="pointers" as="attribute()?"/>
    <xsl:variable name="detail" select="$pointers/ancestor::app[1]/witDetail[tokenize(@wit) = '#' || $witness/@xml:id]"/>
    <xsl:sequence select="if (exists($detail) and $pointers/parent::rdg) then map{'unclear': 'vid.', 'supplied': 'suppl.'}($detail[1]/@type) else ()"/>
  </xsl:function>
</xsl:stylesheet>
