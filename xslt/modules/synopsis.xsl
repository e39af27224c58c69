<?xml version="1.0" encoding="UTF-8"?>
<!-- What pages ask of the synopsis (passes/20-synopsis.xsl): a cell, a witness in its own order, the block of the witness's
     own file that words stand in, how far two cells differ. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:include href="own-order.xsl"/>

  <xsl:key name="f:cell" match="s:cell" use="@row || ' ' || ../@wit"/>
  <xsl:key name="f:cell-of-move" match="s:first" use="@move || ' ' || ../../@wit"/>
  <xsl:key name="f:column" match="s:column" use="@wit"/>
  <xsl:key name="f:row" match="s:row" use="@id"/>

  <xsl:variable name="f:synopsis" as="document-node()"><xsl:document><xsl:sequence select="f:synopsis-of($edition)"/></xsl:document></xsl:variable>
  <xsl:variable name="f:list" as="element(witness)*" select="$edition//listWit/witness"/>

  <xsl:function name="f:cell" as="element(s:cell)">
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="key('f:cell', $row/@id || ' ' || $witness/@xml:id, $f:synopsis)"/>
  </xsl:function>

  <!-- The base and the next whole witness; where there is none, the next. -->
  <xsl:variable name="f:pair" as="element(witness)*" select="f:base(), ($f:list[not(f:is-fragment(.))] except f:base(), $f:list except f:base())[1]"/>

  <!-- Words, beginnings of blocks and places of moved passages as the witness has them, one after the other. -->
  <xsl:function name="f:own" visibility="public" as="element()*" cache="yes">
    <xsl:param name="witness" as="xs:string"/>
    <xsl:sequence select="key('f:column', $witness, $f:synopsis) ! f:in-own-order(.)"/>
  </xsl:function>

  <!-- The passages that a witness has elsewhere, by their ids. -->
  <xsl:function name="f:moves-by-id" as="map(xs:string, map(xs:string, element()))" cache="yes">
    <xsl:param name="witness" as="xs:string"/>
    <xsl:sequence select="map:merge(key('f:column', $witness, $f:synopsis) ! f:moves-of(.) ! map{string(?first/@move): .})"/>
  </xsl:function>

  <!-- For each piece of a witness, by its place in the edition, the id of the block in the witness's file. -->
  <xsl:function name="f:blocks" as="map(xs:integer, xs:string)" cache="yes">
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="own" select="f:own($id)"/>
    <xsl:variable name="ids" select="f:own-blocks(key('f:id', $id, $edition))/@xml:id/string()"/>
    <xsl:variable name="before" select="if ($own[1]/self::s:start) then 0 else 1"/>
    <xsl:map>
      <xsl:for-each-group select="$own" group-starting-with="s:start">
        <xsl:variable name="id" select="subsequence($ids, position() - $before, 1)"/>
        <xsl:for-each select="current-group()[$id]"><xsl:map-entry key="xs:integer(@at)" select="$id"/></xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <!-- By witness and number of a unit: the block of the witness's file in which its reading stands, or would stand. -->
  <xsl:function name="f:blocks-by-unit" as="map(xs:string, xs:string)" cache="yes">
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="witness" select="key('f:id', $id, $edition)" as="element(witness)"/>
    <xsl:variable name="blocks" select="f:blocks($id)"/>
    <xsl:map>
      <xsl:for-each-group select="key('f:column', $id, $f:synopsis)/s:cell/s:w[@u]" group-by="tokenize(@u) ! replace(., '\D.*', '')">
        <xsl:variable name="block" select="(current-group() ! $blocks(xs:integer(@at)))[1]"/>
        <xsl:if test="$block"><xsl:map-entry key="current-grouping-key()" select="$block"/></xsl:if>
      </xsl:for-each-group>
      <xsl:for-each select="$f:units-with-blocks">
        <xsl:variable name="first" _select="f:reading-in(., '#' || $witness/@xml:id)//({$f:block})"/>
        <xsl:variable name="block" select="(f:row-words($first, $witness) ! $blocks(xs:integer(@at)))[1]"/>
        <xsl:if test="$block"><xsl:map-entry key="string(@n)" select="$block"/></xsl:if>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <xsl:variable name="f:units-with-blocks" as="element(app)*" _select="$edition//body//app[.//({$f:block})]"/>

  <xsl:function name="f:row-words" as="element(s:w)*">
    <xsl:param name="blocks" as="element()*"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="$blocks[@xml:id] ! key('f:cell', @xml:id || ' ' || $witness/@xml:id, $f:synopsis)/s:w[normalize-space()]"/>
  </xsl:function>

  <!-- The block of a witness's file in which a passage begins that it has elsewhere. -->
  <xsl:function name="f:moved-to" as="xs:string?">
    <xsl:param name="move" as="element(link)"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="first" select="key('f:cell-of-move', $move/@xml:id || ' ' || $witness/@xml:id, $f:synopsis)"/>
    <xsl:sequence select="$first/following-sibling::s:w[normalize-space()][1] ! f:blocks($witness/@xml:id)(xs:integer(@at))"/>
  </xsl:function>

  <!-- The sigla of a reading, each a link to its place in the witness's own file, where it has one. -->
  <xsl:function name="f:sigla-to" as="node()*">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="number" select="string($reading/ancestor::app[1]/@n)"/>
    <xsl:variable name="unit" select="$reading/ancestor::app[1]/@xml:id"/>
    <xsl:variable name="all" select="f:witnesses-of($reading)"/>
    <xsl:variable name="apart" select="$all[exists((f:doubt(., $reading/@wit), f:folio($unit, .)))]"/>
    <xsl:sequence select="f:linked-bearers(f:bearers($reading, $apart), $all, function($witness) { f:blocks-by-unit($witness/@xml:id)($number) },
      function($witness) { f:doubt($witness, $reading/@wit) ! f:doubtful(.), f:folio($unit, $witness) })"/>
  </xsl:function>

  <xsl:function name="f:doubtful" as="element()">
    <xsl:param name="doubt" as="xs:string"/>
    <i> ({$doubt})</i>
  </xsl:function>

  <xsl:function name="f:linked-sigla" as="node()*">
    <xsl:param name="pointers" as="attribute()"/>
    <xsl:param name="block-of" as="function(element(witness)) as xs:string?"/>
    <xsl:variable name="all" select="tokenize($pointers) ! key('f:id', substring(., 2), $edition)"/>
    <xsl:sequence select="f:linked-bearers(f:joint($all), $all, $block-of, function($witness) { () })"/>
  </xsl:function>

  <!-- The sigla of some witnesses and groups; `more-of` a witness: what follows its siglum, such as the page. -->
  <xsl:function name="f:linked-bearers" as="node()*">
    <xsl:param name="bearers" as="element()*"/>
    <xsl:param name="all" as="element(witness)*"/>
    <xsl:param name="block-of" as="function(element(witness)) as xs:string?"/>
    <xsl:param name="more-of" as="function(element(witness)) as node()*"/>
    <xsl:for-each select="$bearers">
      <xsl:variable name="block" select="self::witness ! $block-of(.)"/>
      <xsl:variable name="siglum" select="f:siglum-among(., $all)"/>
      <xsl:if test="position() gt 1"><xsl:text> </xsl:text></xsl:if>
      <xsl:choose>
        <xsl:when test="exists($block)"><a class="siglum" href="{f:witness-file(.)}#{$block}" aria-label="{f:say('apparatus.in', $siglum)}"><xsl:value-of select="$siglum"/></a></xsl:when>
        <xsl:when test="self::listWit"><a class="siglum" href="about.html#{@xml:id}" title="{string-join(.//witness/@n, ' ')}"><xsl:value-of select="$siglum"/></a></xsl:when>
        <xsl:otherwise><xsl:value-of select="$siglum"/></xsl:otherwise>
      </xsl:choose>
      <xsl:sequence select="self::witness ! $more-of(.)"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The blocks of a witness's file that have words in its reading text. -->
  <xsl:function name="f:own-blocks" as="element()*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="tei" select="$witnesses/*/TEI[f:siglum(teiHeader) = $witness/@n]"/>
    <xsl:sequence _select="$tei/text/body//({$f:block})[not(ancestor::note)]
        [normalize-space(string-join(.//text()[not(ancestor::*[f:is-unread(.)])]))]"/>
  </xsl:function>

  <!-- How many words some pieces of the synopsis have. -->
  <xsl:function name="f:counted" visibility="public" as="xs:integer">
    <xsl:param name="pieces" as="element()*"/>
    <xsl:sequence select="sum($pieces/self::s:w/@words ! xs:integer(.))"/>
  </xsl:function>
</xsl:stylesheet>
