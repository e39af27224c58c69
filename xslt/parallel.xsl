<?xml version="1.0" encoding="UTF-8"?>
<!-- Two witnesses on facing pages, as print XML: neutral, without layout. It is read off the synopsis of the edition.

     parallel ::= labels, title, subtitle, guide, side side, row+
     row      ::= (cell cell), a block of the edition as the left and as the right witness have it; @kind, @depth
     cell     ::= w*; none where the witness has no words (@state)
     w        ::= c+, letters; @d where the other witness departs -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:include href="modules/kinds.xsl"/>
  <xsl:include href="passes/10-number.xsl"/>
  <xsl:include href="passes/20-synopsis.xsl"/>
  <xsl:include href="modules/hands.xsl"/>
  <xsl:include href="modules/groups.xsl"/>
  <xsl:include href="modules/functions.xsl"/>
  <xsl:include href="modules/say.xsl"/>
  <xsl:include href="modules/direction.xsl"/>
  <xsl:include href="modules/print-direction.xsl"/>

  <xsl:param name="messages" as="document-node()">
    <!-- The labels and sentences of the book: m elements with a key. -->
  </xsl:param>
  <xsl:param name="base" as="xs:string">
    <!-- The siglum of the witness whose order the edition has. -->
  </xsl:param>
  <xsl:param name="left" as="xs:string">
    <!-- The siglum of the witness on left-hand pages; in a book from right to left on right-hand ones, which come first. -->
  </xsl:param>
  <xsl:param name="right" as="xs:string">
    <!-- The siglum of the witness on the pages that face them. -->
  </xsl:param>

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="m:app m:paragraph"/>
  <xsl:key name="f:cell" match="s:cell" use="@row"/>

  <xsl:template match="/" as="element(o:parallel)">
    <xsl:variable name="numbered" as="document-node()"><xsl:document><xsl:apply-templates select="/*" mode="m:number"/></xsl:document></xsl:variable>
    <xsl:variable name="synopsis" as="document-node()"><xsl:document><xsl:sequence select="f:synopsis-of($numbered)"/></xsl:document></xsl:variable>
    <xsl:variable name="witnesses" select="for $siglum in ($left, $right) return $numbered//listWit/witness[@n = $siglum]" as="element(witness)+"/>
    <parallel lang="{TEI/@xml:lang}">
      <xsl:sequence select="f:book-directions('')"/>
      <labels lang="{$messages/*/@lang}" dir="{f:direction-of-tag($messages/*/@lang)}" guide="{f:say('print.guide')}"/>
      <title><xsl:sequence select="f:turned(string(TEI/teiHeader/fileDesc/titleStmt/title[1]))"/>{normalize-space(TEI/teiHeader/fileDesc/titleStmt/title[1])}</title>
      <editors><xsl:for-each select="TEI/teiHeader/fileDesc/titleStmt/editor"><name>{normalize-space()}</name></xsl:for-each></editors>
      <subtitle>{f:say('print.parallel.subtitle', ($left, $right))}</subtitle>
      <guide>{f:say('print.parallel.guide', (if ($f:book-direction eq 'rtl') then ($right, $left) else ($left, $right), $base))}</guide>
      <xsl:for-each select="$witnesses"><side siglum="{@n}">{normalize-space(title)}</side></xsl:for-each>
      <xsl:apply-templates select="$synopsis/s:synopsis/s:row" mode="m:row">
        <xsl:with-param name="columns" select="for $one in $witnesses return $synopsis/s:synopsis/s:column[@wit = $one/@xml:id]"/>
      </xsl:apply-templates>
    </parallel>
  </xsl:template>

  <xsl:mode name="m:row" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="s:row" mode="m:row" as="element(o:row)?">
    <xsl:param name="columns" as="element(s:column)+"/>
    <xsl:variable name="cells" select="$columns ! key('f:cell', current()/@id, .)" as="element(s:cell)+"/>
    <xsl:variable name="words" select="$cells ! f:words-of(.)" as="element(o:words)+"/>
    <xsl:if test="$cells/@state = 'text'">
      <row kind="{@kind}" depth="{@depth}">
        <cell state="{$cells[1]/@state}"><xsl:sequence select="f:turned(string($cells[1]))"/><xsl:apply-templates select="$words[1]" mode="m:compared"><xsl:with-param name="other" select="$words[2]" tunnel="yes"/></xsl:apply-templates></cell>
        <cell state="{$cells[2]/@state}"><xsl:sequence select="f:turned(string($cells[2]))"/><xsl:apply-templates select="$words[2]" mode="m:compared"><xsl:with-param name="other" select="$words[1]" tunnel="yes"/></xsl:apply-templates></cell>
      </row>
    </xsl:if>
  </xsl:template>

  <!-- The words of a cell; each run of letters knows its place and the outermost unit it stands in. -->
  <xsl:function name="f:words-of" as="element(o:words)">
    <xsl:param name="cell" as="element(s:cell)"/>
    <xsl:variable name="pieces" as="element()*"><xsl:apply-templates select="$cell/s:w" mode="m:letters"/></xsl:variable>
    <words>
      <xsl:for-each-group select="$pieces" group-starting-with="o:sp">
        <xsl:where-populated><w><xsl:sequence select="current-group()/self::o:c"/></w></xsl:where-populated>
      </xsl:for-each-group>
    </words>
  </xsl:function>

  <xsl:mode name="m:letters" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="s:w" mode="m:letters" as="element()*">
    <xsl:variable name="attributes" as="attribute()*">
      <xsl:sequence select="@lang, @at"/>
      <xsl:attribute name="unit" select="substring-before(translate(@u, '~', '.') || '.', '.')"/>
    </xsl:variable>
    <xsl:analyze-string select="." regex="\s+">
      <xsl:matching-substring><sp/></xsl:matching-substring>
      <xsl:non-matching-substring><c><xsl:sequence select="$attributes"/>{.}</c></xsl:non-matching-substring>
    </xsl:analyze-string>
  </xsl:template>

  <!-- A word departs unless the other witness has it in the same unit; where the other has no words, nothing does. -->
  <xsl:mode name="m:compared" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="o:words" mode="m:compared" as="element(o:w)*"><xsl:apply-templates select="o:w" mode="#current"/></xsl:template>

  <xsl:template match="o:w" mode="m:compared" as="element(o:w)">
    <xsl:param name="other" as="element(o:words)" tunnel="yes"/>
    <w>
      <xsl:apply-templates select="o:c" mode="#current">
        <xsl:with-param name="departs" select="$other/o:w and not($other/o:w[o:c/@unit = current()/o:c/@unit] = string(.))"/>
      </xsl:apply-templates>
    </w>
  </xsl:template>

  <xsl:template match="o:c" mode="m:compared" as="element(o:c)">
    <xsl:param name="departs" as="xs:boolean"/>
    <xsl:param name="other" as="element(o:words)" tunnel="yes"/>
    <c>
      <xsl:sequence select="@lang"/>
      <xsl:if test="$departs and not(@at = $other/o:w/o:c/@at)"><xsl:attribute name="d" select="'1'"/></xsl:if>
      <xsl:value-of select="."/>
    </c>
  </xsl:template>
</xsl:stylesheet>
