<?xml version="1.0" encoding="UTF-8"?>
<!-- How the words of a cell of the synopsis differ from those of another: in which unit they leave it, and how. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    exclude-result-prefixes="#all">

  <!-- Where a piece leaves the other cell: the unit, how, and the words of the other; nothing where it has no such unit. -->
  <xsl:function name="f:departure" visibility="public" as="map(xs:string, xs:string)?">
    <xsl:param name="piece" as="element(s:w)"/>
    <xsl:param name="other" as="element(s:cell)"/>
    <xsl:sequence select="f:departure-at(string($piece/@u), f:readings-in($piece/..), f:readings-in($other))"/>
  </xsl:function>

  <!-- The same of the units that a piece stands in, and what both cells have in their units. -->
  <xsl:function name="f:departure-at" as="map(xs:string, xs:string)?">
    <xsl:param name="units" as="xs:string"/>
    <xsl:param name="cell" as="map(xs:string, map(xs:string, xs:string))"/>
    <xsl:param name="other" as="map(xs:string, map(xs:string, xs:string))"/>
    <xsl:variable name="mine" select="f:reading-left($units, $other)"/>
    <xsl:variable name="unit" select="f:unit-of($mine)"/>
    <xsl:variable name="theirs" select="$other?units($unit)"/>
    <xsl:if test="$theirs">
      <xsl:variable name="texts" select="$cell?words($mine), $other?words($theirs)"/>
      <xsl:if test="$texts != ''">
        <xsl:map>
          <xsl:map-entry key="'unit'" select="$unit"/>
          <xsl:map-entry key="'theirs'" select="$texts[2]"/>
          <xsl:map-entry key="'kind'" select="if ($texts[1] eq '') then 'lacks' else if ($texts[2] eq '') then 'added'
            else if (f:is-in-form($mine, $theirs)) then 'form' else 'other'"/>
        </xsl:map>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- The outermost reading of those that a piece stands in which another cell has not. -->
  <xsl:function name="f:reading-left" as="xs:string?">
    <xsl:param name="units" as="xs:string"/>
    <xsl:param name="other" as="map(xs:string, map(xs:string, xs:string))"/>
    <xsl:sequence select="tokenize($units)[not(map:contains($other?words, .))][1]"/>
  </xsl:function>

  <!-- The number of the unit of a reading: `14~2b` is in 14. -->
  <xsl:function name="f:unit-of" as="xs:string">
    <xsl:param name="reading" as="xs:string?"/>
    <xsl:sequence select="substring-before(translate($reading, '~', '.'), '.')"/>
  </xsl:function>

  <!-- Whether two readings of a unit differ in form only: the unit is accidental, or both are spellings of one. -->
  <xsl:function name="f:is-in-form" as="xs:boolean">
    <xsl:param name="mine" as="xs:string"/>
    <xsl:param name="theirs" as="xs:string"/>
    <xsl:variable name="letters" select="'abcdefghijklmnopqrstuvwxyz'"/>
    <xsl:sequence select="contains($mine, '~') or translate($mine, $letters, '') eq translate($theirs, $letters, '')"/>
  </xsl:function>

  <!-- What a cell has in its units: the words of each reading, and the first reading of each unit. -->
  <xsl:function name="f:readings-in" as="map(xs:string, map(xs:string, xs:string))">
    <xsl:param name="cell" as="element(s:cell)"/>
    <xsl:sequence select="f:readings-by-row($cell/../@wit)($cell/@row)"/>
  </xsl:function>

  <xsl:function name="f:readings-by-row" as="map(xs:string, map(xs:string, map(xs:string, xs:string)))" cache="yes">
    <xsl:param name="witness" as="xs:string"/>
    <xsl:map>
      <xsl:for-each select="key('f:column', $witness, $f:synopsis)/s:cell">
        <xsl:variable name="words" as="map(xs:string, xs:string)">
          <xsl:map>
            <xsl:for-each-group select="s:w[@u]" group-by="tokenize(@u)">
              <xsl:map-entry key="current-grouping-key()" select="normalize-space(string-join(current-group()))"/>
            </xsl:for-each-group>
          </xsl:map>
        </xsl:variable>
        <xsl:variable name="units" select="map:merge(s:w/@u ! tokenize(.) ! map{f:unit-of(.): .}, map{'duplicates': 'use-first'})"/>
        <xsl:map-entry key="string(@row)" select="map{'words': $words, 'units': $units}"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>
</xsl:stylesheet>
