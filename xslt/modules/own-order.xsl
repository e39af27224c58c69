<?xml version="1.0" encoding="UTF-8"?>
<!-- The pieces of a column of the synopsis (passes/20-synopsis.xsl) in the order of their witness. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    exclude-result-prefixes="#all">

  <xsl:function name="f:in-own-order" visibility="public" as="element()*">
    <xsl:param name="column" as="element(s:column)"/>
    <xsl:variable name="pieces" select="$column/s:cell/(s:w | s:start | s:place)"/>
    <xsl:variable name="around" select="f:moves-around($column)"/>
    <xsl:choose>
      <xsl:when test="map:size($around) eq 0"><xsl:sequence select="$pieces"/></xsl:when>
      <xsl:otherwise><xsl:perform-sort select="$pieces"><xsl:sort select="f:own-place(., $around)"/></xsl:perform-sort></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The passages that a witness has elsewhere: where each begins and ends in the edition, and its own place. -->
  <xsl:function name="f:moves-of" visibility="public" as="map(xs:string, element())*">
    <xsl:param name="column" as="element(s:column)"/>
    <xsl:variable name="lasts" select="map:merge($column/s:cell/s:last ! map{string(@move): .})"/>
    <xsl:variable name="places" select="map:merge($column/s:cell/s:place ! map{string(@move): .})"/>
    <xsl:for-each select="$column/s:cell/s:first">
      <xsl:sequence select="map{'first': ., 'last': $lasts(@move), 'place': $places(@move)}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The innermost moved passage that a piece stands in, by its place in the edition. -->
  <xsl:function name="f:moves-around" visibility="public" as="map(xs:integer, map(xs:string, element()))">
    <xsl:param name="column" as="element(s:column)"/>
    <xsl:variable name="moves" select="map:merge(f:moves-of($column) ! map{string(?first/@move): .})"/>
    <xsl:map>
      <xsl:iterate select="$column/s:cell/*[map:size($moves) gt 0]">
        <xsl:param name="open" as="map(xs:string, element())*" select="()"/>
        <xsl:if test="exists($open) and (self::s:w or self::s:start or self::s:place)"><xsl:map-entry key="xs:integer(@at)" select="$open[last()]"/></xsl:if>
        <xsl:next-iteration>
          <xsl:with-param name="open" select="if (self::s:first) then ($open, $moves(@move)) else if (self::s:last) then $open[not(?last is current())] else $open"/>
        </xsl:next-iteration>
      </xsl:iterate>
    </xsl:map>
  </xsl:function>

  <!-- The place in the edition; within a moved passage, behind the place of that passage (moves may nest). -->
  <xsl:function name="f:own-place" as="xs:string">
    <xsl:param name="piece" as="element()"/>
    <xsl:param name="around" as="map(xs:integer, map(xs:string, element()))"/>
    <xsl:sequence select="$around(xs:integer($piece/@at)) ! (f:own-place(?place, $around) || '.') || substring(string(10000000 + xs:integer($piece/@at)), 2)"/>
  </xsl:function>
</xsl:stylesheet>
