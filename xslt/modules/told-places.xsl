<?xml version="1.0" encoding="UTF-8"?>
<!-- What an apparatus tells beside its entries, at its place among them: passages that a witness has elsewhere, with a number
     as entries have, and where a fragment begins and ends. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <!-- All that has an entry, in the order of the text. -->
  <xsl:function name="f:told-places" visibility="public" as="element()*">
    <xsl:param name="part" as="node()*"/>
    <xsl:sequence select="$part/descendant-or-self::*[self::app or f:is-move-start(.) or f:is-edge(.)][not(f:is-mark-at-edge(.) or self::app[f:is-hidden(.)])]"/>
  </xsl:function>

  <!-- Where a fragment begins or ends. -->
  <xsl:function name="f:is-edge" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="$node/self::milestone and $node/@unit = ('lacunaStart', 'lacunaEnd')"/>
  </xsl:function>

  <!-- Whether an entry only says that a fragment has a mark of its own where it begins or ends: that is told of the edge. -->
  <xsl:function name="f:is-mark-at-edge" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="$node/self::app and (every $r in $node/(rdg | rdgGrp/rdg)[not(@type = 'lac')] satisfies $r[@type = 'punctuation'][milestone[f:is-edge(.)]])
      and exists($node/(rdg | rdgGrp/rdg)[not(@type = 'lac')])"/>
  </xsl:function>

  <xsl:template match="anchor" mode="m:entry" as="element(h:li)">
    <xsl:param name="prefix" as="xs:string" select="'n-'"/>
    <xsl:variable name="link" select="key('f:id', replace(@xml:id, '-first$', ''), $edition)" as="element(link)"/>
    <xsl:sequence select="f:move-entry($link, @n, ''[$prefix eq 'n-'])"/>
  </xsl:template>

  <!-- A passage at another place: its words, behind what the witness has it. -->
  <xsl:function name="f:move-entry" as="element(h:li)">
    <xsl:param name="link" as="element(link)"/>
    <xsl:param name="number" as="xs:string?"/>
    <xsl:param name="prefix" as="xs:string?"/>
    <xsl:variable name="ends" select="tokenize($link/@target) ! key('f:id', substring(., 2), $edition)"/>
    <xsl:variable name="place" select="$ends[3]"/>
    <xsl:variable name="before" select="f:words-before-place($place)"/>
    <li value="{$number}" class="substantive k-transposition">
      <xsl:if test="exists($prefix)">
        <xsl:attribute name="id" select="$link/@xml:id"/>
        <xsl:attribute name="data-wit" select="tokenize($place/@ed) ! substring(., 2)"/>
      </xsl:if>
      <xsl:variable name="lines" select="f:moved-lines($link, $place)"/>
      <xsl:sequence select="if (empty($lines) and exists($prefix)) then f:place-of-entry($ends[1]) else $lines"/>
      <a class="back" href="read.html#{f:shown($ends[1])}"><span class="lemma"><xsl:sequence select="f:language('text'), f:spoken(f:words-moved($ends[1], $ends[2]))"/></span></a>
      <xsl:text>] </xsl:text>
      <xsl:choose>
        <xsl:when test="$before"><i>{f:say('print.transp-after')}</i><xsl:text> </xsl:text><span class="reading"><xsl:sequence select="f:language('text'), f:spoken($before)"/></span></xsl:when>
        <xsl:otherwise><i>{f:say('print.transp')}</i></xsl:otherwise>
      </xsl:choose>
      <xsl:text> </xsl:text>
      <span class="sigla"><xsl:sequence select="f:linked-sigla($place/@ed, f:moved-to($link, ?))"/></span>
      <xsl:text> ({f:count-of(xs:integer($link/@n), 'compare.words')}; </xsl:text><a href="read.html#{f:shown($place)}">{f:say('apparatus.place')}</a><xsl:text>)</xsl:text>
      <xsl:if test="exists($prefix) and $number"><xsl:sequence select="f:cite('apparatus.html#' || $link/@xml:id, f:say('cite.entry', $number))"/></xsl:if>
    </li>
  </xsl:function>

  <!-- The words between two anchors: the first and last of them. -->
  <xsl:function name="f:words-moved" as="xs:string">
    <xsl:param name="first" as="element()"/>
    <xsl:param name="last" as="element()"/>
    <xsl:variable name="blocks" select="($first, $last)/ancestor::*[f:is-block(.)][1]"/>
    <xsl:variable name="said" select="for $block in $blocks return string-join($block//text()[. >> $first and . &lt;&lt; $last][f:is-read-with(., $first)])"/>
    <xsl:sequence select="if (count($blocks) gt 1) then f:short(normalize-space($said[1]), 4) || ' … ' || f:short(normalize-space($said[last()]), 4)
      else f:short(normalize-space($said), $f:lemma-words)"/>
  </xsl:function>

  <!-- The last two words of its block before a place. -->
  <xsl:function name="f:words-before-place" as="xs:string">
    <xsl:param name="place" as="element()"/>
    <xsl:variable name="block" select="$place/ancestor::*[f:is-block(.)][1]"/>
    <xsl:variable name="words" select="tokenize(string-join($block//text()[. &lt;&lt; $place][f:is-read-with(., $place)]))"/>
    <xsl:sequence select="string-join($words[position() gt last() - 2], ' ')"/>
  </xsl:function>

  <!-- Whether words stand in the text of the edition, or in the reading in which a place is. -->
  <xsl:function name="f:is-read-with" as="xs:boolean">
    <xsl:param name="text" as="text()"/>
    <xsl:param name="place" as="element()"/>
    <xsl:variable name="own" select="$place/ancestor::rdg"/>
    <xsl:variable name="readings" select="$text/ancestor::rdg"/>
    <xsl:sequence select="if ($readings) then exists($readings intersect $own) else empty($text/ancestor::lem[../rdg intersect $own])"/>
  </xsl:function>

  <xsl:template match="milestone" mode="m:entry" as="element(h:li)">
    <xsl:param name="prefix" as="xs:string" select="'n-'"/>
    <xsl:variable name="is-end" select="@unit = 'lacunaStart'"/>
    <xsl:variable name="app" select="ancestor::app[f:is-mark-at-edge(.)][1]"/>
    <xsl:variable name="block" select="ancestor::*[f:is-block(.)][1]"/>
    <xsl:variable name="here" select="."/>
    <xsl:variable name="texts" select="$block//text()[f:is-read-with(., $here)]"/>
    <xsl:variable name="words" select="if ($is-end) then tokenize(string-join($texts[. &lt;&lt; $here]))[position() ge last() - 1]
      else tokenize(string-join($texts[. >> $here]))[position() le 2]"/>
    <li class="edge">
      <xsl:if test="$app"><xsl:attribute name="id" select="$prefix || $app/@xml:id"/></xsl:if>
      <xsl:if test="$prefix eq 'n-'">
        <xsl:attribute name="data-wit" select="tokenize(@ed) ! substring(., 2)"/>
        <xsl:sequence select="f:place-of-entry(.)"/>
      </xsl:if>
      <span class="lemma"><xsl:sequence select="f:language('text'), f:spoken(if ($app) then f:reading($app/lem) else string-join($words, ' '))"/></span>
      <xsl:text>] </xsl:text><i>{f:say('apparatus.' || ('ends', 'begins')[if ($is-end) then 1 else 2])}</i><xsl:text> </xsl:text>
      <span class="sigla"><xsl:sequence select="f:linked-sigla(@ed, function($w) { () })"/></span>
    </li>
  </xsl:template>
</xsl:stylesheet>
