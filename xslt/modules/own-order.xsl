<?xml version="1.0" encoding="UTF-8"?>
<!-- The pieces of a column of the synopsis (passes/20-synopsis.xsl) in the order of their witness. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    exclude-result-prefixes="#all">

  <xsl:function name="f:in-own-order" visibility="public" as="element()*">
    <xsl:param name="column" as="element(s:column)"/>
    <xsl:variable name="moves" select="f:moves-of($column)"/>
    <xsl:perform-sort select="$column/s:cell/(s:w | s:start | s:place)">
      <xsl:sort select="f:own-place(., $moves)"/>
    </xsl:perform-sort>
  </xsl:function>

  <!-- The passages that a witness has elsewhere: where each begins and ends in the edition, and its own place. -->
  <xsl:function name="f:moves-of" visibility="public" as="map(xs:string, element())*">
    <xsl:param name="column" as="element(s:column)"/>
    <xsl:variable name="edges" select="$column/s:cell/(s:last | s:place)"/>
    <xsl:for-each select="$column/s:cell/s:first">
      <xsl:sequence select="map{'first': ., 'last': $edges[self::s:last][@move = current()/@move], 'place': $edges[self::s:place][@move = current()/@move]}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The place in the edition; within a moved passage, behind the place of that passage (moves may nest). -->
  <xsl:function name="f:own-place" as="xs:string">
    <xsl:param name="piece" as="element()"/>
    <xsl:param name="moves" as="map(xs:string, element())*"/>
    <xsl:variable name="around" select="$moves[?first &lt;&lt; $piece and ?last >> $piece][last()]"/>
    <xsl:sequence select="$around ! (f:own-place(?place, $moves) || '.') || format-integer($piece/@at, '0000000')"/>
  </xsl:function>
</xsl:stylesheet>
