<?xml version="1.0" encoding="UTF-8"?>
<!-- Flows as they are printed: running text, and w only where an entry starts or ends or an index points. Every anchor
     finds its word here. This module reads print XML alone. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function" xpath-default-namespace="urn:edition:print" exclude-result-prefixes="#all" expand-text="yes">

  <!-- The word of an anchor: its own where it stands at letters; else the word before it for what ends or is added, the
       word behind it for what starts. An addition before the first word of a block belongs to that word. -->
  <xsl:function name="f:word" visibility="public" as="element(w)">
    <xsl:param name="anchor" as="element()"/>
    <xsl:variable name="flow" select="$anchor/ancestor::flow"/>
    <xsl:variable name="behind" select="$anchor/following::w[c][1][ancestor::flow is $flow]"/>
    <xsl:variable name="before" select="$anchor/preceding::w[c][1][ancestor::flow is $flow]"/>
    <xsl:variable name="own" select="$anchor/parent::w[c]"/>
    <xsl:sequence select="
      if ($anchor/(self::from | self::to) and $own) then $own
      else if ($anchor/(self::mark[not(@siglum)] | self::first | self::leaf)) then ($own[c[. >> $anchor]], $behind, $own, $before)[1]
      else if ($own[c[. &lt;&lt; $anchor]]) then $own
      else if ($own and not($before/.. is $own/..)) then $own
      else ($before, $own, $behind)[1]"/>
  </xsl:function>

  <!-- For each word, by its generated id, what starts and ends there and what an index calls it. -->
  <xsl:function name="f:places" as="map(xs:string, map(xs:string, xs:string*))">
    <xsl:param name="flows" as="document-node()"/>
    <xsl:sequence select="map {
      'from': f:by-word(($flows//(from | point | first['moves' = $f:layers][f:is-whole-move(.)]), f:annotated($flows))),
      'to': f:by-word(($flows//(child::to | point | last['moves' = $f:layers][f:is-whole-move(.)]), f:annotated($flows))),
      'passages': f:by-word($flows//(from | point)[@passages], function($anchor) { tokenize($anchor/@passages) }),
      'leaves': f:by-word($flows//leaf, function($leaf) { string($leaf/@n) }),
      'marks': f:by-word($flows//mark, function($mark) { string($mark/@key) }) }"/>
  </xsl:function>

  <xsl:function name="f:by-word" as="map(xs:string, xs:string*)">
    <xsl:param name="anchors" as="element()*"/>
    <xsl:sequence select="f:by-word($anchors, f:entry-id#1)"/>
  </xsl:function>

  <xsl:function name="f:by-word" as="map(xs:string, xs:string*)">
    <xsl:param name="anchors" as="element()*"/>
    <xsl:param name="said" as="function(element()) as xs:string*"/>
    <xsl:sequence select="map:merge($anchors ! map:entry(generate-id(f:word(.)), $said(.)), map { 'duplicates': 'combine' })"/>
  </xsl:function>

  <!-- The entry of the foot that an anchor belongs to: of a name the note on the person. -->
  <xsl:function name="f:entry-id" as="xs:string">
    <xsl:param name="anchor" as="element()"/>
    <xsl:sequence select="if ($anchor/self::mark) then ($anchor/@id, 'note-on-' || $anchor/@key)[1] else string($anchor/(@app, @move)[1])"/>
  </xsl:function>

  <xsl:key name="f:edge" match="first | last | place" use="@move"/>

  <!-- Whether both edges and the other place of a move are in the text. -->
  <xsl:function name="f:is-whole-move" as="xs:boolean">
    <xsl:param name="anchor" as="element()"/>
    <xsl:variable name="all" select="key('f:edge', $anchor/@move, root($anchor))"/>
    <xsl:sequence select="$all/self::first and $all/self::last and $all/self::place"/>
  </xsl:function>

  <xsl:function name="f:word-text" visibility="public" as="xs:string">
    <xsl:param name="word" as="element(w)?"/>
    <xsl:sequence select="string-join($word/c)"/>
  </xsl:function>

  <!-- The letters that touch an anchor on its left, and on its right, up to a blank or another entry's edge. -->
  <xsl:function name="f:left" visibility="public" as="xs:string">
    <xsl:param name="anchor" as="element()"/>
    <xsl:variable name="edge" select="$anchor/preceding-sibling::*[self::sp or self::from or self::to][1]"/>
    <xsl:sequence select="string-join($anchor/preceding-sibling::c[empty($edge) or . >> $edge])"/>
  </xsl:function>

  <xsl:function name="f:right" visibility="public" as="xs:string">
    <xsl:param name="anchor" as="element()"/>
    <xsl:variable name="edge" select="$anchor/following-sibling::*[self::from or self::to][1]"/>
    <xsl:sequence select="string-join($anchor/following-sibling::c[empty($edge) or . &lt;&lt; $edge])"/>
  </xsl:function>

  <xsl:mode name="m:words" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="/ | flows" mode="m:words" as="element(flow)+"><xsl:apply-templates mode="#current"/></xsl:template>

  <xsl:template match="flow | head | p | bibl | item | caption | verse | speaker | stage | near | far | quote[*] | stanza[*] | list[item | bibl] | passage" mode="m:words"
      as="element()">
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates mode="#current"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="quote[not(*)] | stanza[not(*)] | list[not(item | bibl)]" mode="m:words"/>
  <xsl:template match="from | to | point | mark | first | last | place | leaf | w[not(c)]" mode="m:words"/>
  <xsl:template match="sp" mode="m:words" as="text()"><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="sp[@wide]" mode="m:words" as="text()"><xsl:text>  </xsl:text></xsl:template>
  <xsl:template match="sp[@joined]" mode="m:words"/>
  <xsl:template match="sp[@line]" mode="m:words" as="element(line)"><line/></xsl:template>
  <xsl:template match="w[not(preceding-sibling::w/c)]/sp" mode="m:words" priority="1"><!-- no blank at a block's start -->
  </xsl:template>

  <xsl:template match="w[c]" mode="m:words" as="node()+">
    <xsl:param name="places" as="map(xs:string, map(xs:string, xs:string*))" tunnel="yes"/>
    <xsl:variable name="word" select="generate-id()"/>
    <xsl:variable name="attributes" as="attribute()*">
      <xsl:for-each select="map:keys($places)">
        <xsl:sort select="."/>
        <xsl:sequence select="distinct-values($places(.)($word)) => string-join(' ') => f:attribute(.)"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:apply-templates select="sp" mode="#current"/>
    <xsl:choose>
      <xsl:when test="exists($attributes)">
        <w><xsl:sequence select="$attributes"/><xsl:apply-templates select="c" mode="#current"/></w>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="c" mode="#current"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="f:attribute" as="attribute()?">
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:if test="$value"><xsl:attribute name="{$name}" select="$value"/></xsl:if>
  </xsl:function>

  <xsl:template match="c" mode="m:words" as="text()"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="c[@lang]" mode="m:words" as="element(lang)"><lang code="{@lang}">{.}</lang></xsl:template>
  <xsl:template match="c[@rend]" mode="m:words" as="element(hi)" priority="1"><!-- around words in another language, too -->
    <hi rend="{@rend}"><xsl:choose>
      <xsl:when test="@lang"><lang code="{@lang}">{.}</lang></xsl:when>
      <xsl:otherwise>{.}</xsl:otherwise>
    </xsl:choose></hi>
  </xsl:template>
</xsl:stylesheet>
