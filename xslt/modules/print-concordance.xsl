<?xml version="1.0" encoding="UTF-8"?>
<!-- The concordance: for each section of the edition the paragraphs of every other witness, as it counts them itself. It is
     read off the synopsis (passes/20-synopsis.xsl). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:s="urn:edition:synopsis"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:key name="f:cell" match="s:cell" use="@row"/>
  <xsl:key name="f:label-of-section" match="label[@type = 'heading']" use="generate-id(ancestor::*[self::div or self::body][1])"/>

  <!-- None for one witness, or where there are no sections. -->
  <xsl:function name="f:concordance" as="element(o:concordance)?">
    <xsl:param name="tei" as="element(TEI)"/><!-- of which the synopsis was made -->
    <xsl:param name="synopsis" as="element(s:synopsis)"/>
    <xsl:variable name="base" select="f:base($tei)"/>
    <xsl:variable name="own" select="$synopsis/s:column[@wit = $base/@xml:id]"/>
    <xsl:variable name="others" select="$synopsis/s:column except $own"/>
    <xsl:variable name="made" as="element(o:concordance)"><concordance title="{f:say('print.concordance')}" note="{f:say('print.concordance.note', $base/@n)}" section="{f:say('print.concordance.section')}">
      <xsl:for-each select="$own, $others"><column>{key('f:witness', @wit, root($tei))/@n}</column></xsl:for-each>
      <xsl:variable name="counted" as="map(xs:integer, xs:integer)*" select="$others ! f:paragraphs(.)"/>
      <xsl:for-each-group select="$synopsis/s:row" group-by="f:section-of(key('f:id', @id, root($tei)))">
        <xsl:variable name="heads" select="current-group()[@kind = ('head', 'label')][@id = current-grouping-key()]/@id"/>
        <xsl:variable name="title" select="($heads ! f:words-in($own, .), $heads ! (for $o in $others return f:words-in($o, .)), f:say('print.concordance.untitled'))[. ne ''][1]"/>
        <row key="{$heads}" depth="{@depth}" title="{$title}">
          <xsl:for-each select="$others">
            <xsl:variable name="number" select="position()"/>
            <xsl:variable name="other" select="$heads ! f:words-in(current(), .)"/>
            <cell heading="{$other[. ne $title]}" state="{if ($other = $title) then 'headed' else 'bare'}">{f:ranges(f:paragraphs-in(., current-group()/@id[not(. = $heads)], $counted[$number]))}</cell>
          </xsl:for-each>
        </row>
      </xsl:for-each-group>
    </concordance></xsl:variable>
    <xsl:sequence select="$made[$others][o:row[2]]"/>
  </xsl:function>

  <!-- The id of the heading under which a block stands, or of the section if it has none. A passage that another witness
       has here is no end of the section around it. -->
  <xsl:function name="f:section-of" visibility="public" as="xs:string">
    <xsl:param name="block" as="element()?"/>
    <xsl:variable name="section" select="$block/ancestor::*[self::div or self::body][1]"/>
    <xsl:variable name="labels" select="$section ! key('f:label-of-section', generate-id(.), root(.))"/>
    <xsl:variable name="here" select="$labels[empty(ancestor::rdg) or ancestor::rdg intersect $block/ancestor::rdg]"/>
    <xsl:variable name="heads" select="$section/head, $here[not(. >> $block)]"/>
    <xsl:sequence select="string(($heads[last()], $section)[1]/@xml:id)"/>
  </xsl:function>

  <!-- What a witness has in a row. -->
  <xsl:function name="f:words-in" as="xs:string">
    <xsl:param name="column" as="element(s:column)"/>
    <xsl:param name="row" as="xs:string"/>
    <xsl:sequence select="normalize-space(string-join(key('f:cell', $row, $column)/s:w))"/>
  </xsl:function>

  <!-- For each piece of a witness, by its place in the edition, the number of its paragraph. Headings are not counted. -->
  <xsl:function name="f:paragraphs" as="map(xs:integer, xs:integer)">
    <xsl:param name="column" as="element(s:column)"/>
    <xsl:variable name="numbers" as="map(xs:integer, xs:integer)*">
      <xsl:iterate select="f:in-own-order($column)">
        <xsl:param name="number" as="xs:integer" select="0"/>
        <xsl:variable name="now" select="if (self::s:start[not(@unit = 'heading')]) then $number + 1 else $number"/>
        <xsl:sequence select="self::s:w[normalize-space()] ! map:entry(xs:integer(@at), $now)"/>
        <xsl:next-iteration><xsl:with-param name="number" select="$now"/></xsl:next-iteration>
      </xsl:iterate>
    </xsl:variable>
    <xsl:sequence select="map:merge($numbers)"/>
  </xsl:function>

  <xsl:function name="f:paragraphs-in" as="xs:integer*">
    <xsl:param name="column" as="element(s:column)"/>
    <xsl:param name="rows" as="xs:string*"/>
    <xsl:param name="counted" as="map(xs:integer, xs:integer)"/>
    <xsl:sequence select="sort(distinct-values(key('f:cell', $rows, $column)/s:w/$counted(xs:integer(@at)))[. gt 0])"/>
  </xsl:function>

  <!-- «3–6, 9». -->
  <xsl:function name="f:ranges" visibility="public" as="xs:string">
    <xsl:param name="numbers" as="xs:integer*"/>
    <xsl:variable name="ranges" as="xs:string*">
      <xsl:for-each-group select="1 to count($numbers)" group-adjacent="$numbers[current()] - current()">
        <xsl:variable name="ends" select="$numbers[current-group()[1]], $numbers[current-group()[last()]]"/>
        <xsl:sequence select="string-join(distinct-values($ends), '–')"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="string-join($ranges, ', ')"/>
  </xsl:function>
</xsl:stylesheet>
