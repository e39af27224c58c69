<?xml version="1.0" encoding="UTF-8"?>
<!-- Drawings of order and coverage: bands from the base to a witness, bars of what each witness has of the base. Words and
     tables beside them say the same, so they are hidden from who does not see them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:svg="http://www.w3.org/2000/svg" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:variable name="f:height" as="xs:integer" select="110"/>

  <!-- The words of the longest witness are a thousand units wide. -->
  <xsl:variable name="f:longest" as="xs:integer" select="max(($f:list ! f:counted(f:own(@xml:id)), 1))"/>

  <xsl:function name="f:x" as="xs:string">
    <xsl:param name="words" as="xs:integer"/>
    <xsl:sequence select="string(round(1000 * $words div $f:longest, 1))"/>
  </xsl:function>

  <xsl:function name="f:ribbon" as="element(svg:svg)">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="shared" select="f:shared($witness)"/>
    <xsl:variable name="around" select="f:moves-around(key('f:column', $witness/@xml:id, $f:synopsis))"/>
    <svg xmlns="http://www.w3.org/2000/svg" class="ribbon" viewBox="0 0 1000 {$f:height}" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="bar" x="0" y="0" width="{f:x(f:counted(f:own(f:base()/@xml:id)))}" height="8"/>
      <rect class="bar" x="0" y="{$f:height - 8}" width="{f:x(f:counted(f:own($witness/@xml:id)))}" height="8"/>
      <xsl:for-each-group select="$shared" group-adjacent="string-join(($around(xs:integer(@at))?first/@move, ../@row), ' ')">
        <xsl:sort select="if (map:contains($around, xs:integer(@at))) then 1 else 0"/>
        <path class="{if (map:contains($around, xs:integer(@at))) then 'moved' else 'kept'}" d="{f:band($witness, current-group())}"/>
      </xsl:for-each-group>
    </svg>
  </xsl:function>

  <!-- The words of a witness, in its own order, that are those of the base. -->
  <xsl:function name="f:shared" as="element(s:w)*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="base" select="f:offsets(f:base()/@xml:id)"/>
    <xsl:sequence select="f:own($witness/@xml:id)[@words][map:contains($base, xs:integer(@at))]"/>
  </xsl:function>

  <xsl:function name="f:band" as="xs:string">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:param name="pieces" as="element(s:w)+"/>
    <xsl:variable name="ends" as="xs:string*">
      <xsl:for-each select="f:base(), $witness">
        <xsl:variable name="offsets" select="f:offsets(@xml:id)"/>
        <xsl:sequence select="f:x(min($pieces ! $offsets(xs:integer(@at)))), f:x(max($pieces ! ($offsets(xs:integer(@at)) + xs:integer(@words))))"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="middle" select="$f:height idiv 2"/>
    <xsl:variable name="foot" select="$f:height - 8"/>
    <xsl:sequence select="'M' || $ends[1] || ' 8C' || string-join(($ends[1], $middle, $ends[3], $middle, $ends[3], $foot), ' ') || 'H' || $ends[4]
      || 'C' || string-join(($ends[4], $middle, $ends[2], $middle, $ends[2], 8), ' ') || 'Z'"/>
  </xsl:function>

  <!-- What a witness has of the base, as a bar: it has words there, it lacks them, it does not run. -->
  <xsl:function name="f:coverage-bar" as="element(svg:svg)">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="offsets" select="f:offsets(f:base()/@xml:id)"/>
    <xsl:variable name="words" select="f:own(f:base()/@xml:id)[@words]"/>
    <svg xmlns="http://www.w3.org/2000/svg" class="coverage" viewBox="0 0 {f:counted($words)} 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <xsl:for-each-group select="$words" group-adjacent="f:presence(., $witness)">
        <xsl:variable name="start" select="$offsets(xs:integer(@at))"/>
        <xsl:variable name="width" select="f:counted(current-group())"/>
        <path class="{current-grouping-key()}" d="M{$start} 0h{$width}v10h-{$width}z"/>
      </xsl:for-each-group>
    </svg>
  </xsl:function>

  <!-- Whether a witness has words where a piece of the base has some: text, om, lac. -->
  <xsl:function name="f:presence" visibility="public" as="xs:string">
    <xsl:param name="piece" as="element(s:w)"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="if (map:contains(f:counts-by-row($witness/@xml:id)($piece/../@row), f:place-key($piece))) then 'text'
      else f:presence-otherwise($piece, key('f:cell', $piece/../@row || ' ' || $witness/@xml:id, $f:synopsis))"/>
  </xsl:function>

  <!-- The same of a cell that has not the words of a piece. -->
  <xsl:function name="f:presence-otherwise" as="xs:string">
    <xsl:param name="piece" as="element(s:w)"/>
    <xsl:param name="cell" as="element(s:cell)"/>
    <xsl:variable name="kind" select="f:departure($piece, $cell)?kind"/>
    <xsl:sequence select="if ($cell/@state ne 'text') then $cell/@state else if ($kind = ('other', 'form')) then 'text' else if ($kind) then 'om' else 'lac'"/>
  </xsl:function>
</xsl:stylesheet>
