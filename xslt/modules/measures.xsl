<?xml version="1.0" encoding="UTF-8"?>
<!-- How far witnesses agree, in words, counted cell by cell in the synopsis. Of a cell against another:
       same      words that both have from the same place of the edition
       form      words that differ in spelling, capitals or punctuation only, as many as both have there
       replaced  words that stand where the other has others, as many as both have there
       added     words more than the other has · omitted  words fewer
       out       words of the other where this fragment does not run · beside  words where the other does not run
     The other's words are same + form + replaced + omitted + out; this one's are same + form + replaced + added + beside.
     Edited words are replaced + added + omitted; all words that are compared are those and same + form. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:array="http://www.w3.org/2005/xpath-functions/array"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:variable name="f:measures" as="xs:string+" select="'same', 'form', 'replaced', 'added', 'omitted', 'out', 'beside'"/>

  <!-- The tallies of a witness against the base, by row. -->
  <xsl:function name="f:tallies" as="map(xs:string, map(xs:string, xs:integer))" cache="yes">
    <xsl:param name="witness" as="xs:string"/>
    <xsl:map>
      <xsl:for-each select="key('f:column', $witness, $f:synopsis)/s:cell">
        <xsl:map-entry key="string(@row)" select="f:tally(., key('f:cell', @row || ' ' || f:base()/@xml:id, $f:synopsis))"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- Of each two witnesses, named in both orders: how many words agree, and how many are compared. -->
  <xsl:variable name="f:agreements" as="map(xs:string, xs:integer+)">
    <xsl:variable name="columns" select="$f:list ! array{key('f:column', @xml:id, $f:synopsis)/s:cell}"/>
    <xsl:map>
      <xsl:for-each select="1 to count($columns)">
        <xsl:variable name="number" select="."/>
        <xsl:for-each select="$number + 1 to count($columns)">
          <xsl:variable name="tallies" select="array:for-each-pair($columns[$number], $columns[current()], f:tally#2)?*"/>
          <xsl:variable name="sums" select="sum($tallies ! (?same + ?form)) cast as xs:integer, sum($tallies ! f:compared(.)) cast as xs:integer"/>
          <xsl:map-entry key="f:against($f:list[$number], $f:list[current()])" select="$sums"/>
          <xsl:map-entry key="f:against($f:list[current()], $f:list[$number])" select="$sums"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <xsl:function name="f:against" as="xs:string">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:param name="other" as="element(witness)"/>
    <xsl:sequence select="$witness/@xml:id || ' ' || $other/@xml:id"/>
  </xsl:function>

  <!-- The sum of a witness against the base over some rows. -->
  <xsl:function name="f:tally-of" as="map(xs:string, xs:integer)">
    <xsl:param name="rows" as="element(s:row)*"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="by-row" select="f:tallies($witness/@xml:id)"/>
    <xsl:variable name="tallies" select="$rows ! $by-row(@id)"/>
    <xsl:sequence select="map:merge(for $m in $f:measures return map{$m: sum($tallies ! .($m)) cast as xs:integer})"/>
  </xsl:function>

  <xsl:function name="f:edited" as="xs:integer">
    <xsl:param name="tally" as="map(xs:string, xs:integer)"/>
    <xsl:sequence select="$tally?replaced + $tally?added + $tally?omitted"/>
  </xsl:function>

  <xsl:function name="f:compared" as="xs:integer">
    <xsl:param name="tally" as="map(xs:string, xs:integer)"/>
    <xsl:sequence select="$tally?same + $tally?form + f:edited($tally)"/>
  </xsl:function>

  <xsl:function name="f:tally" visibility="public" as="map(xs:string, xs:integer)">
    <xsl:param name="cell" as="element(s:cell)"/>
    <xsl:param name="other" as="element(s:cell)"/>
    <xsl:variable name="found" as="map(xs:string, xs:integer)" select="
        if ($cell/@state = 'text' and $other/@state = 'text') then f:tally-within($cell, $other)
        else if ($cell/@state = 'text') then map{if ($other/@state = 'lac') then 'beside' else 'added': f:counted($cell/*)}
        else if ($other/@state = 'text') then map{if ($cell/@state = 'lac') then 'out' else 'omitted': f:counted($other/*)}
        else map{}"/>
    <xsl:sequence select="map:merge(($found, $f:measures ! map{.: 0}), map{'duplicates': 'use-first'})"/>
  </xsl:function>

  <xsl:function name="f:tally-within" as="map(xs:string, xs:integer)">
    <xsl:param name="cell" as="element(s:cell)"/>
    <xsl:param name="other" as="element(s:cell)"/>
    <xsl:variable name="mine" select="f:by-unit($cell, $other)"/>
    <xsl:variable name="theirs" select="f:by-unit($other, $cell)"/>
    <xsl:variable name="units" select="distinct-values((map:keys($mine), map:keys($theirs)))[. ne '']"/>
    <xsl:variable name="pairs" select="$units ! [($mine(.), 0)[1], ($theirs(.), 0)[1], contains(., '~')]"/>
    <xsl:sequence select="map{
        'same': f:words-shared(f:counts-in($cell), f:counts-in($other)),
        'form': sum($pairs[?3] ! min((?1, ?2))) cast as xs:integer,
        'replaced': sum($pairs[not(?3)] ! min((?1, ?2))) cast as xs:integer,
        'added': sum($pairs ! max((?1 - ?2, 0))) cast as xs:integer,
        'omitted': sum($pairs ! max((?2 - ?1, 0))) cast as xs:integer,
        'out': ($theirs(''), 0)[1],
        'beside': ($mine(''), 0)[1]}"/>
  </xsl:function>

  <!-- How many words two cells have from the same places of the edition. -->
  <xsl:function name="f:words-shared" as="xs:integer">
    <xsl:param name="mine" as="map(xs:string, xs:integer)"/>
    <xsl:param name="theirs" as="map(xs:string, xs:integer)"/>
    <xsl:sequence select="sum(map:keys($mine)[map:contains($theirs, .)] ! $mine(.)) cast as xs:integer"/>
  </xsl:function>

  <!-- The words of a cell that leave the other by the outermost unit at which they do, with a tilde where they do so in form
       only; an empty name where the other does not run. -->
  <xsl:function name="f:by-unit" as="map(xs:string, xs:integer)">
    <xsl:param name="cell" as="element(s:cell)"/>
    <xsl:param name="other" as="element(s:cell)"/>
    <xsl:variable name="mine" select="f:counts-in($cell)"/>
    <xsl:variable name="theirs" select="f:counts-in($other)"/>
    <xsl:map>
      <xsl:for-each-group select="map:keys($mine)[not(map:contains($theirs, .))]" group-by="f:left-at(., f:readings-in($cell), f:readings-in($other))">
        <xsl:map-entry key="current-grouping-key()" select="sum(current-group() ! $mine(.)) cast as xs:integer"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <xsl:function name="f:left-at" as="xs:string">
    <xsl:param name="place" as="xs:string"/>
    <xsl:param name="cell" as="map(xs:string, map(xs:string, xs:string))"/>
    <xsl:param name="other" as="map(xs:string, map(xs:string, xs:string))"/>
    <xsl:variable name="mine" select="f:reading-left(substring-after($place, ' '), $other)"/>
    <xsl:variable name="unit" select="f:unit-of($mine)"/>
    <xsl:variable name="theirs" select="$other?units($unit)"/>
    <xsl:variable name="texts" select="$theirs ! ($cell?words($mine), $other?words($theirs))[. ne '']"/>
    <xsl:sequence select="(if (exists($texts)) then $unit else '') || (if (exists($texts[2]) and f:is-in-form($mine, $theirs)) then '~' else '')"/>
  </xsl:function>

  <!-- How many words a cell has, by the readings they stand in, behind a blank: these are the same words in two cells
       if the readings are the same. Words outside all units are told by their place, as a fragment need not have them. -->
  <xsl:function name="f:counts-in" as="map(xs:string, xs:integer)">
    <xsl:param name="cell" as="element(s:cell)"/>
    <xsl:sequence select="f:counts-by-row($cell/../@wit)($cell/@row)"/>
  </xsl:function>

  <xsl:function name="f:counts-by-row" as="map(xs:string, map(xs:string, xs:integer))" cache="yes">
    <xsl:param name="witness" as="xs:string"/>
    <xsl:map>
      <xsl:for-each select="key('f:column', $witness, $f:synopsis)/s:cell">
        <xsl:variable name="counts" as="map(xs:string, xs:integer)">
          <xsl:map>
            <xsl:for-each-group select="s:w[@words]" group-by="f:place-key(.)"><xsl:map-entry key="current-grouping-key()" select="f:counted(current-group())"/></xsl:for-each-group>
          </xsl:map>
        </xsl:variable>
        <xsl:map-entry key="string(@row)" select="$counts"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <xsl:function name="f:place-key" as="xs:string">
    <xsl:param name="piece" as="element(s:w)"/>
    <xsl:sequence select="if ($piece/@u) then ' ' || $piece/@u else string($piece/@at)"/>
  </xsl:function>

  <!-- How many words a witness has, in its own order, before each of its pieces with words (by their place in the edition). -->
  <xsl:function name="f:offsets" as="map(xs:integer, xs:integer)" cache="yes">
    <xsl:param name="witness" as="xs:string"/>
    <xsl:map>
      <xsl:iterate select="f:own($witness)[@words]">
        <xsl:param name="words" as="xs:integer" select="0"/>
        <xsl:map-entry key="xs:integer(@at)" select="$words"/>
        <xsl:next-iteration><xsl:with-param name="words" select="$words + xs:integer(@words)"/></xsl:next-iteration>
      </xsl:iterate>
    </xsl:map>
  </xsl:function>

  <!-- The rows of the base, and those in between that it lacks. -->
  <xsl:variable name="f:base-rows" as="element(s:row)*" select="$f:synopsis//s:row[f:is-of-base(.)]"/>

  <xsl:function name="f:is-of-base" as="xs:boolean">
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:sequence select="f:cell($row, f:base())/@state = 'text'"/>
  </xsl:function>

  <!-- The step of a share of edited words: 0 none, 1 to 10 %, 2 to 25 %, 3 to 50 %, 4 more. -->
  <xsl:variable name="f:steps" as="xs:integer+" select="10, 25, 50"/>

  <xsl:function name="f:step" visibility="public" as="xs:integer">
    <xsl:param name="tally" as="map(xs:string, xs:integer)"/>
    <xsl:variable name="edited" select="f:edited($tally)"/>
    <xsl:sequence select="if ($edited eq 0) then 0 else 1 + count($f:steps[100 * $edited gt . * f:compared($tally)])"/>
  </xsl:function>

  <xsl:function name="f:percent" visibility="public" as="xs:string">
    <xsl:param name="part" as="xs:integer"/>
    <xsl:param name="whole" as="xs:integer"/>
    <xsl:variable name="share" select="if ($whole) then 100 * $part div $whole else 0"/>
    <xsl:sequence select="if ($share gt 0 and $share lt 1) then '&lt; 1' else if ($share gt 99 and $share lt 100) then '> 99' else string(round($share))"/>
  </xsl:function>

  <!-- The same for a spreadsheet: a line for every block of the base and every other witness. -->
  <xsl:function name="f:variants-table" as="xs:string">
    <xsl:variable name="lines" as="xs:string*">
      <xsl:sequence select="string-join(('block', 'paragraph', 'witness', 'state', $f:measures[. ne 'beside'], 'step'), ',')"/>
      <xsl:for-each select="$f:base-rows">
        <xsl:variable name="row" select="."/>
        <xsl:for-each select="$f:list except f:base()">
          <xsl:variable name="tally" select="f:tally-of($row, .)"/>
          <xsl:variable name="cells" select="($row/@id, string($row/@n), @n, f:cell($row, .)/@state) ! f:csv(.), $f:measures[. ne 'beside'] ! string($tally(.)), string(f:step($tally))"/>
          <xsl:sequence select="string-join($cells, ',')"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="string-join($lines ! (. || '&#13;&#10;'))"/>
  </xsl:function>

  <!-- A cell of CSV (RFC 4180); what a spreadsheet would run as a formula is made harmless. -->
  <xsl:function name="f:csv" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="safe" select="if (matches($text, '^[=+\-@\t]')) then '''' || $text else $text"/>
    <xsl:sequence select="if (matches($safe, '[,&quot;\n\r]')) then '&quot;' || replace($safe, '&quot;', '&quot;&quot;') || '&quot;' else $safe"/>
  </xsl:function>
</xsl:stylesheet>
