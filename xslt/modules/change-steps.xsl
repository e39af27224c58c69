<?xml version="1.0" encoding="UTF-8"?>
<!-- What changed from one state of the text to the next: the words of both in one row of blocks. Without what is new they
     are the earlier state, without what was taken out the later one, each in its own order. Made of the synopsis:
       s:block   @kind `both`, `new` (the later state begins a block here, the earlier one goes on) or `old` (a block of the
                 earlier state that went as a whole); @unit; @row of its first words
       s:run     words: @side `both`, `old` or `new`; @how `words`, `form` or `moved`; @entry; @move; @lang; @words how many
       s:break   within a block: here the earlier state began a new one -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- The states of the text that the editor names, in the order of time. -->
  <xsl:variable name="f:states" as="element(witness)*" select="for $siglum in tokenize(f:setting('states'), '\n') return $f:list[@n = $siglum]"/>

  <xsl:function name="f:changes" visibility="public" as="document-node()">
    <xsl:param name="old" as="element(witness)"/>
    <xsl:param name="new" as="element(witness)"/>
    <xsl:variable name="pieces" as="element()*">
      <xsl:perform-sort select="f:pieces-of-both($old, $new)"><xsl:sort select="@key"/></xsl:perform-sort>
    </xsl:variable>
    <xsl:variable name="row" as="document-node()">
      <xsl:document>
        <xsl:for-each-group select="$pieces" group-adjacent="name()">
          <xsl:sequence select="if (self::s:start) then f:one-start(current-group()) else current-group()"/>
        </xsl:for-each-group>
      </xsl:document>
    </xsl:variable>
    <xsl:document>
      <xsl:for-each-group select="$row/*" group-starting-with="s:start[@side ne 'old']">
        <xsl:variable name="last" select="current-group()[@side ne 'old'][last()]"/>
        <xsl:for-each-group select="current-group()" group-starting-with="s:start[@side eq 'old'][empty($last) or . &gt;&gt; $last]">
          <xsl:sequence select="f:change-block(current-group())"/>
        </xsl:for-each-group>
      </xsl:for-each-group>
    </xsl:document>
  </xsl:function>

  <!-- Words and beginnings of blocks of both states: once where both have them at the same place. -->
  <xsl:function name="f:pieces-of-both" as="element()*">
    <xsl:param name="old" as="element(witness)"/>
    <xsl:param name="new" as="element(witness)"/>
    <xsl:variable name="states" select="map{'old': f:state($old), 'new': f:state($new)}"/>
    <xsl:for-each select="map:keys($states?old?pieces)">
      <xsl:variable name="mine" select="$states?old?pieces(.)"/>
      <xsl:variable name="theirs" select="$states?new?pieces(.)"/>
      <xsl:variable name="key" select="f:own-place($mine, $states?old?around)"/>
      <xsl:choose>
        <xsl:when test="$theirs and $key eq f:own-place($theirs, $states?new?around)"><xsl:sequence select="f:common-piece($mine, $theirs, $key)"/></xsl:when>
        <xsl:otherwise><xsl:sequence select="f:single-piece($mine, 'old', $states)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:for-each select="map:keys($states?new?pieces)">
      <xsl:variable name="mine" select="$states?new?pieces(.)"/>
      <xsl:variable name="theirs" select="$states?old?pieces(.)"/>
      <xsl:if test="not($theirs and f:own-place($mine, $states?new?around) eq f:own-place($theirs, $states?old?around))">
        <xsl:sequence select="f:single-piece($mine, 'new', $states)"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- A state of the text: its pieces by their places in the edition, and the moved passages that they stand in. -->
  <xsl:function name="f:state" as="map(xs:string, item())">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="column" select="key('f:column', $witness/@xml:id, $f:synopsis)"/>
    <xsl:sequence select="map{'witness': $witness, 'around': f:moves-around($column),
      'pieces': map:merge($column/s:cell/(s:w[string()] | s:start) ! map{xs:integer(@at): .})}"/>
  </xsl:function>

  <!-- What both have. A blank at the end may be in one of them alone. -->
  <xsl:function name="f:common-piece" as="element()+">
    <xsl:param name="mine" as="element()"/>
    <xsl:param name="theirs" as="element()"/>
    <xsl:param name="key" as="xs:string"/>
    <xsl:variable name="shorter" select="($mine, $theirs)[string-length(.) eq min(($mine, $theirs) ! string-length(.))][1]"/>
    <xsl:sequence select="f:piece($shorter, $key, map{'side': 'both'}, string($shorter))"/>
    <xsl:for-each select="($mine, $theirs)[string-length(.) gt string-length($shorter)]">
      <xsl:sequence select="f:piece(., $key, map{'side': if (. is $mine) then 'old' else 'new', 'how': 'form'}, substring(., string-length($shorter) + 1))"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:single-piece" as="element()">
    <xsl:param name="piece" as="element()"/>
    <xsl:param name="side" as="xs:string"/>
    <xsl:param name="states" as="map(xs:string, map(xs:string, item()))"/>
    <xsl:variable name="own" select="$states($side)"/>
    <xsl:variable name="other" select="$states(map{'old': 'new', 'new': 'old'}($side))"/>
    <xsl:variable name="at" select="xs:integer($piece/@at)"/>
    <xsl:variable name="moves" select="($states?old, $states?new) ! ?around($at)?first/@move"/>
    <xsl:variable name="what" as="map(xs:string, xs:string?)" select="
      if (map:contains($other?pieces, $at)) then map{'how': 'moved', 'move': string-join($moves, '-')}
      else if ($piece/self::s:w) then f:change-of($piece, $own?witness, $other?witness) else map{}"/>
    <xsl:sequence select="f:piece($piece, f:own-place($piece, $own?around), map:put($what, 'side', $side), string($piece))"/>
  </xsl:function>

  <!-- How words differ from the other state, and the entry that tells it: the unit in which they leave it, or the one that
       has their whole block. -->
  <xsl:function name="f:change-of" as="map(xs:string, xs:string?)">
    <xsl:param name="piece" as="element(s:w)"/>
    <xsl:param name="own" as="element(witness)"/>
    <xsl:param name="other" as="element(witness)"/>
    <xsl:variable name="row" select="string($piece/../@row)"/>
    <xsl:variable name="departure" select="f:departure-at(string($piece/@u), f:readings-by-row($own/@xml:id)($row), f:readings-by-row($other/@xml:id)($row))"/>
    <xsl:variable name="around" select="key('f:id', $row, $edition)/ancestor::app[not(f:reading-in(., '#' || $own/@xml:id) is f:reading-in(., '#' || $other/@xml:id))][last()]"/>
    <xsl:variable name="entry" select="($around, $departure?unit ! key('f:unit', ., $edition), (tokenize($piece/@u)[last()] ! key('f:unit', f:unit-of(.), $edition)))[1]"/>
    <xsl:sequence select="map{'how': if ($departure?kind = 'form') then 'form' else 'words', 'entry': $entry[not(f:is-hidden(.))]/@xml:id/string()}"/>
  </xsl:function>

  <xsl:function name="f:piece" as="element()">
    <xsl:param name="piece" as="element()"/>
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="what" as="map(xs:string, xs:string?)"/>
    <xsl:param name="words" as="xs:string"/>
    <xsl:element name="{name($piece)}" namespace="urn:edition:synopsis">
      <xsl:attribute name="key" select="$key"/>
      <xsl:attribute name="row" select="$piece/../@row"/>
      <xsl:copy-of select="$piece/(@unit | @lang | @words)"/>
      <xsl:for-each select="map:keys($what)[$what(.)]"><xsl:attribute name="{.}" select="$what(.)"/></xsl:for-each>
      <xsl:value-of select="$words"/>
    </xsl:element>
  </xsl:function>

  <!-- Beginnings with no words between them are one: where each state begins a block, both do. -->
  <xsl:function name="f:one-start" as="element(s:start)">
    <xsl:param name="starts" as="element(s:start)+"/>
    <xsl:variable name="sides" select="distinct-values($starts/@side)"/>
    <s:start side="{if (count($sides) gt 1) then 'both' else $sides}">
      <xsl:copy-of select="($starts[@side ne 'old'], $starts)[1]/@unit"/>
    </s:start>
  </xsl:function>

  <!-- A block: what was taken out stands before what is new in its place. -->
  <xsl:function name="f:change-block" as="element(s:block)?">
    <xsl:param name="pieces" as="element()+"/>
    <xsl:variable name="start" select="$pieces[1]/self::s:start"/>
    <xsl:variable name="words" select="$pieces/self::s:w"/>
    <xsl:if test="$words">
      <s:block kind="{($start/@side, 'both')[1]}" row="{$words[1]/@row}">
        <xsl:copy-of select="$start/@unit"/>
        <xsl:for-each-group select="$pieces except $start" group-adjacent="if (self::s:start) then 'break' else if (@side eq 'both') then 'both' else 'one'">
          <xsl:choose>
            <xsl:when test="self::s:start"><s:break/></xsl:when>
            <xsl:otherwise><xsl:sequence select="for $side in ('both', 'old', 'new') return f:runs-of(current-group()[@side = $side])"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each-group>
      </s:block>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:runs-of" as="element(s:run)*">
    <xsl:param name="pieces" as="element(s:w)*"/>
    <xsl:for-each-group select="$pieces" group-adjacent="string-join((@how, @entry, @move, @lang), '|')">
      <s:run words="{f:counted(current-group())}">
        <xsl:copy-of select="@side | @how | @entry | @move | @lang"/>
        <xsl:value-of select="string-join(current-group())"/>
      </s:run>
    </xsl:for-each-group>
  </xsl:function>
</xsl:stylesheet>
