<?xml version="1.0" encoding="UTF-8"?>
<!-- The witnesses side by side: a row for every block, a column for every witness. All columns are in the page; base and
     next witness are shown and marked against each other, the script shows and marks others (site/js/50-compare.js). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:mode name="m:synoptic" on-no-match="fail" on-multiple-match="fail"/>

  <!-- As many rows as one witness alone has, or more, fold. -->
  <xsl:variable name="f:fold" as="xs:integer" select="4"/>

  <xsl:function name="f:compare-content" as="node()*">
    <p class="lead">{f:say('compare.lead')}</p>
    <xsl:sequence select="f:compare-controls()"/>
    <p class="legend">
      <span class="vh">{f:say('compare.legend')} </span>
      <xsl:for-each select="'added', 'gone', 'other', 'form', 'lacks'">
        <span><span class="{.}">{f:say('compare.legend.sample')[current() ne 'lacks']}</span> {f:say('compare.legend.' || .)}</span>
        <xsl:text> </xsl:text>
      </xsl:for-each>
    </p>
    <table class="synopsis" data-fold="{$f:fold}">
      <xsl:for-each select="'added', 'other', 'form', 'lacks', 'gone', 'alone', 'om', 'lac', 'pane', 'shown', ('rows.', 'words.') ! (for $form in ($f:plural-rules?form, 'other') return . || $form)">
        <xsl:attribute name="data-{.}" select="f:say('compare.' || .)"/>
      </xsl:for-each>
      <thead>
        <tr>
          <th scope="col"><span class="vh">{f:say('compare.row')}</span></th>
          <xsl:for-each select="$f:list">
            <th scope="col"><xsl:sequence select="f:unless-shown(.)"/><a href="{f:witness-file(.)}">{@n}</a><span class="name"> {title}</span></th>
          </xsl:for-each>
        </tr>
      </thead>
      <xsl:for-each-group select="$f:synopsis//s:row" group-adjacent="$f:runs(@id)">
        <tbody>
          <xsl:if test="current-grouping-key() and count(current-group()[f:is-shown(.)]) ge $f:fold">
            <xsl:attribute name="class" select="'run'"/>
            <xsl:sequence select="f:fold(current-group()[f:is-shown(.)])"/>
          </xsl:if>
          <xsl:sequence select="current-group() ! f:compare-row(.)"/>
        </tbody>
      </xsl:for-each-group>
    </table>
  </xsl:function>

  <!-- What the script needs to choose; without it the form is not shown. -->
  <xsl:function name="f:compare-controls" as="element(h:form)">
    <form class="choose">
      <fieldset class="witnesses">
        <legend>{f:say('compare.witnesses')}</legend>
        <xsl:for-each select="$f:list"><label><input type="checkbox" name="w" value="{@xml:id}" data-n="{@n}"/> {@n} <span class="name">{title}</span></label></xsl:for-each>
      </fieldset>
      <label class="against">{f:say('compare.against')} <select name="a"><xsl:for-each select="$f:list"><option value="{@xml:id}">{@n}</option></xsl:for-each></select></label>
      <label><input type="checkbox" name="own"/> {f:say('compare.own')}</label>
      <label><input type="checkbox" name="sync" checked=""/> {f:say('compare.sync')}</label>
      <p class="shown vh" role="status"/>
    </form>
  </xsl:function>

  <xsl:function name="f:is-shown" as="xs:boolean">
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:sequence select="$f:pair ! f:cell($row, .)/@state = 'text'"/>
  </xsl:function>

  <xsl:function name="f:unless-shown" as="attribute(hidden)?">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:if test="not($witness intersect $f:pair)"><xsl:attribute name="hidden"/></xsl:if>
  </xsl:function>

  <!-- By row, what it has in common with its neighbours. A row that is not shown goes with the one before. -->
  <xsl:variable name="f:runs" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:iterate select="$f:synopsis//s:row">
        <xsl:param name="before" as="xs:string?"/>
        <xsl:variable name="run" select="if (f:is-shown(.) or empty($before)) then f:run(.) else $before"/>
        <xsl:map-entry key="string(@id)" select="$run"/>
        <xsl:next-iteration><xsl:with-param name="before" select="if (f:is-shown(.)) then $run else $before"/></xsl:next-iteration>
      </xsl:iterate>
    </xsl:map>
  </xsl:variable>

  <!-- The one witness that has a row, and why the others have not; nothing where two have words. -->
  <xsl:function name="f:run" as="xs:string">
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:variable name="cells" select="$f:pair ! f:cell($row, .)"/>
    <xsl:sequence select="if (count($cells[@state = 'text']) eq 1) then string-join($cells/@state, ' ') || ' ' || $cells[@state = 'text']/../@wit else ''"/>
  </xsl:function>

  <xsl:function name="f:fold" as="element(h:tr)">
    <xsl:param name="rows" as="element(s:row)+"/>
    <xsl:variable name="alone" select="$f:pair[f:cell($rows[1], .)/@state = 'text']"/>
    <xsl:variable name="texts" select="$rows ! string-join(f:cell(., $alone)/s:w)"/>
    <tr class="fold">
      <td colspan="{count($f:pair) + 1}">
        <details>
          <summary><b>{f:say('compare.alone', $alone/@n)}</b> {string-join((f:count-of(count($rows), 'compare.rows'), f:count-of(sum($texts ! f:words(.)), 'compare.words'),
            ($f:pair except $alone) ! f:lack(f:cell($rows[1], .), .)), $f:comma)} <q><xsl:sequence select="f:language('text'), f:spoken(f:first-words($texts[1], 6))"/></q></summary>
        </details>
      </td>
    </tr>
  </xsl:function>

  <!-- Why a cell has no words: the witness lacks them, has them in a note, or does not run here. -->
  <xsl:function name="f:lack" as="xs:string">
    <xsl:param name="cell" as="element(s:cell)"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="f:say('compare.' || (if ($cell/@noted) then 'note' else $cell/@state), $witness/@n)"/>
  </xsl:function>

  <xsl:function name="f:first-words" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:variable name="words" select="tokenize($text)"/>
    <xsl:sequence select="string-join(subsequence($words, 1, $most), ' ') || ' …'[count($words) gt $most]"/>
  </xsl:function>

  <xsl:variable name="f:rows" as="element(s:row)*" select="$f:synopsis//s:row"/>
  <xsl:variable name="f:row-numbers" as="map(xs:string, xs:integer)" select="f:numbered($f:synopsis//s:row/@id)"/>

  <xsl:function name="f:compare-row" as="element(h:tr)">
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:variable name="number" select="$f:row-numbers($row/@id)"/>
    <xsl:variable name="name" select="if ($row/@n) then f:say('cite.paragraph', $row/@n) else f:say('compare.row.number', $number)"/>
    <tr id="{$row/@id}" class="{$row/@kind}">
      <xsl:if test="not(f:is-shown($row))"><xsl:attribute name="hidden"/></xsl:if>
      <th scope="row"><a class="n{' none'[not($row/@n)]}" href="read.html#{$row/@id}"><xsl:for-each select="$row/@n"><span aria-hidden="true">{.}</span></xsl:for-each><span class="vh">{f:say('compare.text', $name)}</span></a><xsl:sequence select="f:cite($row/@id, $name)"/></th>
      <xsl:sequence select="$f:list ! f:compare-cell(., $row)"/>
    </tr>
  </xsl:function>

  <xsl:function name="f:compare-cell" as="element(h:td)">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:variable name="cell" select="f:cell($row, $witness)"/>
    <xsl:variable name="others" select="($f:pair except $witness)[$witness intersect $f:pair] ! f:cell($row, .)"/>
    <td data-n="{$witness/@n}">
      <xsl:sequence select="f:language('text')"/>
      <xsl:if test="$cell/@state ne 'text'"><xsl:attribute name="class" select="$cell/@state"/></xsl:if>
      <xsl:sequence select="f:unless-shown($witness)"/>
      <xsl:if test="$cell/@state ne 'text'"><span class="state"><xsl:sequence select="f:language('page')"/>{f:lack($cell, $witness)}</span></xsl:if>
      <xsl:sequence select="f:goes-on($cell, $witness)"/>
      <xsl:for-each-group select="$cell/*[$cell/@state = 'text' or self::s:place]" group-adjacent="string-join((local-name(), @u, @lang), '|')">
        <xsl:apply-templates select="if (self::s:w) then . else current-group()" mode="m:synoptic">
          <xsl:with-param name="witness" select="$witness" tunnel="yes"/>
          <xsl:with-param name="others" select="$others[@state = 'text']" tunnel="yes"/>
          <xsl:with-param name="text" select="string-join(current-group())" tunnel="yes"/>
        </xsl:apply-templates>
      </xsl:for-each-group>
    </td>
  </xsl:function>

  <!-- Where text and labels are of two languages, each says which it is. -->
  <xsl:function name="f:language" as="attribute(lang)?">
    <xsl:param name="of" as="xs:string"/>
    <xsl:variable name="languages" select="map{'text': string($edition/TEI/text/@xml:lang), 'header': string($edition/TEI/@xml:lang), 'page': string($messages/*/@lang)}"/>
    <xsl:if test="$languages?text ne $languages?page or $languages?header ne $languages?page"><xsl:attribute name="lang" select="$languages($of)"/></xsl:if>
  </xsl:function>

  <!-- Where words stand in the witness's own file: a mark at the beginning of its block, another where a block goes on. -->
  <xsl:template match="s:start" mode="m:synoptic" as="element(h:a)">
    <xsl:param name="witness" as="element(witness)" tunnel="yes"/>
    <xsl:sequence select="f:to-witness(., $witness, string(@unit))"/>
  </xsl:template>

  <xsl:function name="f:goes-on" as="element(h:a)?">
    <xsl:param name="cell" as="element(s:cell)"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="words" select="$cell[@state = 'text']/s:w[normalize-space()][1]"/>
    <xsl:sequence select="$words[not(preceding-sibling::s:start)] ! f:to-witness(., $witness, 'on')"/>
  </xsl:function>

  <xsl:function name="f:to-witness" as="element(h:a)">
    <xsl:param name="piece" as="element()"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:param name="what" as="xs:string"/>
    <xsl:variable name="block" select="f:blocks($witness/@xml:id)(xs:integer($piece/@at))"/>
    <a class="at {$what}" href="{string-join((f:witness-file($witness), $block), '#')}" aria-label="{f:say('compare.at.' || (if ($what eq 'on') then 'on' else 'start'), $witness/@n)}"/>
  </xsl:function>

  <!-- Words. Neighbours that stand in the same units come as one, with the `text` of all. -->
  <xsl:template match="s:w[not(@u)]" mode="m:synoptic" as="node()?">
    <xsl:param name="text" as="xs:string" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="@lang"><span lang="{@lang}">{$text}</span></xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="s:w[@u]" mode="m:synoptic" as="node()*">
    <xsl:param name="text" as="xs:string" tunnel="yes"/>
    <xsl:param name="others" as="element(s:cell)*" tunnel="yes"/>
    <xsl:variable name="mark" select="f:mark(., $others)"/>
    <xsl:variable name="words" select="replace($text, '\s+$', '')"/>
    <xsl:variable name="before" select="preceding-sibling::s:w[normalize-space() or not(string())][1][@u]"/>
    <xsl:if test="$words or not($text)">
    <span data-u="{@u}">
      <xsl:copy-of select="@lang"/>
      <xsl:if test="exists($mark)">
        <xsl:attribute name="class" select="$mark?kind"/>
        <xsl:if test="$f:roles($mark?kind)"><xsl:attribute name="role" select="$f:roles($mark?kind)"/></xsl:if>
        <xsl:if test="$mark?said and not(deep-equal($mark, $before ! f:mark(., $others)))"><span class="vh"><xsl:sequence select="f:spoken($mark?said || ' ')"/></span></xsl:if>
      </xsl:if>
      <xsl:value-of select="$words"/>
    </span>
    </xsl:if>
    <xsl:value-of select="substring($text, string-length($words) + 1)"/>
  </xsl:template>

  <xsl:template match="s:gap" mode="m:synoptic" as="element(h:span)">
    <xsl:param name="witness" as="element(witness)" tunnel="yes"/>
    <span class="gap" role="img" aria-label="{f:say('compare.lac', $witness/@n)}"/>
  </xsl:template>

  <!-- A passage that the witness has elsewhere: here its words stand; a link leads to where they are, another one back. -->
  <xsl:template match="s:first" mode="m:synoptic" as="element(h:a)">
    <a class="move first" data-m="{@move}" href="#{../../s:cell[s:place/@move = current()/@move]/@row}"><xsl:sequence select="f:language('page')"/>{f:say('compare.here', f:base()/@n)}{$f:semicolon}<xsl:sequence select="f:spoken(f:elsewhere(.))"/></a>
  </xsl:template>
  <xsl:template match="s:last" mode="m:synoptic" as="element(h:span)"><span class="move last" data-m="{@move}"/></xsl:template>
  <xsl:template match="s:place" mode="m:synoptic" as="element(h:a)">
    <xsl:param name="witness" as="element(witness)" tunnel="yes"/>
    <xsl:variable name="first" select="../../s:cell/s:first[@move = current()/@move]"/>
    <a class="move place" data-m="{@move}" href="#{$first/../@row}"><xsl:sequence select="f:language('page')"/><xsl:sequence select="f:spoken(f:say('compare.place', ($witness/@n, f:first-words(string-join($first/following-sibling::s:w), 4))))"/></a>
  </xsl:template>

  <!-- Where a witness has a moved passage: behind which words of its own. -->
  <xsl:function name="f:elsewhere" as="xs:string">
    <xsl:param name="first" as="element(s:first)"/>
    <xsl:variable name="witness" select="key('f:id', $first/../../@wit, $edition)"/>
    <xsl:variable name="number" select="f:numbers-of-places($witness/@xml:id)($first/@move)"/>
    <xsl:variable name="before" select="subsequence(f:own($witness/@xml:id), $number - 39, 40)"/>
    <xsl:variable name="words" select="tokenize(string-join($before ! (if (self::s:start) then ' ' else .)))[position() gt last() - 4]"/>
    <xsl:sequence select="if (exists($words)) then f:say('compare.after', ($witness/@n, string-join($words, ' '))) else f:say('compare.first', $witness/@n)"/>
  </xsl:function>

  <!-- By moved passage: which of the pieces of a witness in its own order says where it is. -->
  <xsl:function name="f:numbers-of-places" as="map(xs:string, xs:integer)" cache="yes">
    <xsl:param name="witness" as="xs:string"/>
    <xsl:map>
      <xsl:for-each select="f:own($witness)">
        <xsl:if test="self::s:place"><xsl:map-entry key="string(@move)" select="position()"/></xsl:if>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- Marks of difference. -->
  <xsl:variable name="f:roles" as="map(xs:string, xs:string)" select="map{'added': 'insertion', 'gone': 'deletion', 'lacks': 'deletion'}"/>

  <!-- How a piece is marked: in the first column against all others, in another column against the first. -->
  <xsl:function name="f:mark" as="map(xs:string, xs:string)?">
    <xsl:param name="piece" as="element(s:w)"/>
    <xsl:param name="others" as="element(s:cell)*"/>
    <xsl:variable name="found" select="$others ! f:departure($piece, .)"/>
    <xsl:variable name="gone" select="$others[f:departure($piece, .)?kind = 'added']/../@wit ! key('f:id', ., $edition)/@n"/>
    <xsl:choose>
      <xsl:when test="$piece/../../@wit ne $f:pair[1]/@xml:id">
        <xsl:sequence select="$found ! map{'unit': ?unit, 'kind': ?kind, 'said': f:say('compare.' || ?kind, f:first-words(?theirs, 8))}"/>
      </xsl:when>
      <xsl:when test="exists($gone)"><xsl:sequence select="map{'unit': $found[1]?unit, 'kind': 'gone', 'said': f:say('compare.gone', string-join($gone, $f:comma))}"/></xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="(('other', 'form')[. = $found?kind] ! map{'unit': $found[1]?unit, 'kind': ., 'said': ''})[1]"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
