<?xml version="1.0" encoding="UTF-8"?>
<!-- On the page of a witness, the words that have an entry in the apparatus: every departure from the base; in the base
     itself every place from which another witness departs. Words are found by counting characters that are no blanks,
     of which a witness's file and the edition have the same. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:s="urn:edition:synopsis" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:key name="f:unit" match="app" use="@n"/>

  <!-- By text of a witness (its generated id): the marks in it, in its own characters that are no blanks. -->
  <xsl:function name="f:departures" as="map(xs:string, map(xs:string, item())*)">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="blocks" select="f:blocks($witness/@xml:id)"/>
    <xsl:variable name="own" select="map:merge(f:own-blocks($witness) ! map{string(@xml:id): .})"/>
    <xsl:map>
      <xsl:for-each-group select="f:own($witness/@xml:id)[self::s:w]" group-by="$blocks(xs:integer(@at))">
        <xsl:variable name="texts" select="f:texts($own(current-grouping-key()))"/>
        <xsl:if test="sum($texts ! f:characters(.)) eq sum(current-group() ! f:length(.))">
          <xsl:sequence select="f:marks-of-texts($texts, f:block-marks(current-group(), $witness/@n eq $base or f:is-main-text($witness/@n)))"/>
        </xsl:if>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <!-- Each text of a block with marks; a place without words stands before the character that follows, at the end of a
       block behind the last. -->
  <xsl:function name="f:marks-of-texts" as="map(xs:string, map(xs:string, item())*)*">
    <xsl:param name="texts" as="node()*"/>
    <xsl:param name="marks" as="map(xs:string, item())*"/>
    <xsl:variable name="last" select="$texts[normalize-space()][last()]"/>
    <xsl:iterate select="$texts[exists($marks)]">
      <xsl:param name="start" as="xs:integer" select="0"/>
      <xsl:variable name="end" select="$start + f:characters(.)"/>
      <xsl:variable name="is-last" select="empty($last[. >> current()])"/>
      <xsl:variable name="own" as="map(xs:string, item())*">
        <xsl:for-each select="$marks[?from lt $end and ?to gt $start or ?from eq ?to and ?from ge $start and (?from lt $end or $is-last and ?from eq $end)]">
          <xsl:sequence select="map{'from': max((?from, $start)) - $start, 'to': min((?to, $end)) - $start, 'entry': ?entry, 'begins': ?from ge $start}"/>
        </xsl:for-each>
      </xsl:variable>
      <xsl:if test="exists($own)"><xsl:map-entry key="generate-id()" select="$own"/></xsl:if>
      <xsl:next-iteration><xsl:with-param name="start" select="$end"/></xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <xsl:function name="f:block-marks" as="map(xs:string, item())*">
    <xsl:param name="pieces" as="element(s:w)*"/>
    <xsl:param name="has-all" as="xs:boolean"/>
    <xsl:variable name="runs" as="map(xs:string, item())*">
      <xsl:for-each-group select="$pieces" group-adjacent="f:departing(., $has-all)">
        <xsl:sequence select="map{'unit': current-grouping-key(), 'length': sum(current-group() ! f:length(.))}"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:iterate select="$runs">
      <xsl:param name="from" as="xs:integer" select="0"/>
      <xsl:if test="?unit"><xsl:sequence select="map{'from': $from, 'to': $from + ?length, 'entry': key('f:unit', ?unit, $edition)}"/></xsl:if>
      <xsl:next-iteration><xsl:with-param name="from" select="$from + ?length"/></xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <!-- The innermost unit in which a piece departs from the lemma; in the base, and in a text that is read with all variants
       (`has-all`), also that in which it agrees, if that holds no other. -->
  <xsl:function name="f:departing" as="xs:string">
    <xsl:param name="piece" as="element(s:w)"/>
    <xsl:param name="has-all" as="xs:boolean"/>
    <xsl:variable name="units" select="tokenize($piece/@u)[not(f:is-hidden(key('f:unit', replace(., '\D.*', ''), $edition)))][$has-all or not(matches(., '\D1a?$'))]"/>
    <xsl:variable name="unit" select="replace($units[last()], '\D.*', '')"/>
    <xsl:sequence select="if (matches($units[last()], '\D1a?$') and key('f:unit', $unit, $edition)/lem/app) then '' else $unit"/>
  </xsl:function>

  <!-- White space, and all that Unicode calls a separator. -->
  <xsl:variable name="f:blanks" as="xs:integer+" select="9, 10, 13, 32, 133, 160, 5760, 8192 to 8202, 8232, 8233, 8239, 8287, 12288"/>

  <!-- How many characters are no blanks. -->
  <xsl:function name="f:length" as="xs:integer">
    <xsl:param name="text" as="xs:string?"/>
    <xsl:sequence select="string-length(translate($text, codepoints-to-string($f:blanks), ''))"/>
  </xsl:function>

  <xsl:function name="f:characters" as="xs:integer">
    <xsl:param name="text" as="node()"/>
    <xsl:sequence select="if ($text/self::g) then 1 else f:length($text)"/>
  </xsl:function>

  <xsl:function name="f:block" as="element()?">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="$node/ancestor-or-self::*[f:is-block(.)][1][not(ancestor::note)]"/>
  </xsl:function>

  <!-- The pieces of a block that belong to its reading text: texts, and characters that XML cannot hold. -->
  <xsl:function name="f:texts" as="node()*">
    <xsl:param name="block" as="element()?"/>
    <xsl:sequence _select="$block//(text() | g)[not(ancestor::*[f:is-unread(.)])][f:block(.) is $block]"/>
  </xsl:function>

  <!-- Words of a witness with their marks. The first words of a mark are the link; within the link of a name, its end has one. -->
  <xsl:template match="text()" mode="m:witness" as="node()*">
    <xsl:param name="departures" as="map(xs:string, map(xs:string, item())*)" tunnel="yes"/>
    <xsl:variable name="text" select="."/>
    <xsl:variable name="marks" select="$departures(generate-id(.))"/>
    <xsl:choose>
      <xsl:when test="empty($marks)"><xsl:copy/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="codes" select="string-to-codepoints(.)"/>
        <xsl:variable name="places" select="for $i in 1 to count($codes) return $i[not($codes[$i] = $f:blanks)]"/>
        <xsl:iterate select="$marks">
          <xsl:param name="done" as="xs:integer" select="0"/>
          <xsl:on-completion select="f:some-text($text, $done + 1, count($codes))"/>
          <xsl:variable name="first" select="if (?from eq ?to) then ($places[current()?from + 1], count($codes) + 1)[1] else $places[current()?from + 1]"/>
          <xsl:variable name="last" select="if (?from eq ?to) then $first - 1 else $places[current()?to]"/>
          <xsl:sequence select="f:some-text($text, $done + 1, $first - 1), f:marked-words(., f:some-text($text, $first, $last), $text)"/>
          <xsl:next-iteration><xsl:with-param name="done" select="$last"/></xsl:next-iteration>
        </xsl:iterate>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="f:some-text" as="text()?">
    <xsl:param name="text" as="text()"/>
    <xsl:param name="first" as="xs:integer"/>
    <xsl:param name="last" as="xs:integer"/>
    <xsl:if test="$last ge $first"><xsl:value-of select="substring($text, $first, $last - $first + 1)"/></xsl:if>
  </xsl:function>

  <xsl:function name="f:marked-words" as="element()">
    <xsl:param name="mark" as="map(xs:string, item())"/>
    <xsl:param name="words" as="text()?"/>
    <xsl:param name="text" as="text()"/>
    <xsl:variable name="entry" select="$mark?entry"/>
    <xsl:choose>
      <xsl:when test="not($mark?begins) or $text/ancestor::*[@ref]"><span class="app {$entry/@type}"><xsl:sequence select="$words"/></span></xsl:when>
      <xsl:otherwise>
        <a class="app {$entry/@type}{' gap'[empty($words)]}" href="apparatus.html#n-{$entry/@xml:id}"><xsl:sequence select="$words"/><span class="vh"> ({f:entry-label($entry)})</span></a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Behind the link of a name in which marked words begin, a link to their entry. -->
  <xsl:function name="f:entries-behind" as="element(h:a)*">
    <xsl:param name="link" as="element()"/>
    <xsl:param name="departures" as="map(xs:string, map(xs:string, item())*)"/>
    <xsl:for-each select="($link//(text() | g) ! $departures(generate-id(.)))[?begins]">
      <a class="mark app-mark" href="apparatus.html#n-{?entry/@xml:id}">⁎<span class="vh"> ({f:entry-label(?entry)})</span></a>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
