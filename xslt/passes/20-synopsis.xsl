<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI to a synopsis: for every block of the edition a row, for every witness a column, and where they meet a cell with
     that witness's own words. The edition must be numbered (10-number.xsl). A cell holds, in the order of the edition:
       w      words: @at their place in the edition (the same words in two cells have the same place); @u the units they
              stand in and the reading there, from the outside in, such as `12.1 14~2b` (unit 14, which is accidental, its
              second group of readings, the second spelling); @words how many they are, if any; @lang; a w without words is an omission
       start  a block of the witness begins: @unit
       gap    a fragment does not run here
       first, last, place   the edges and the witness's own place of a passage that it has elsewhere: @move
     @state of a cell is text, om (the witness lacks the block; @noted: it has it in a note) or lac (the fragment does not run). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:s="urn:edition:synopsis"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:mode name="m:piece" on-no-match="fail" on-multiple-match="fail" use-accumulators="m:position m:count m:running"/>
  <xsl:mode name="m:event" on-no-match="fail" on-multiple-match="fail" use-accumulators="m:position"/>
  <xsl:mode name="m:joined" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:accumulator name="m:position" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="body//(text() | app | milestone | anchor | g)" select="$value + 1"/>
  </xsl:accumulator>

  <!-- How many words a text has: what has a letter or a digit between blanks; the edge of a unit ends a word, too. -->
  <xsl:accumulator name="m:count" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="body//text()" select="count(tokenize(.)[matches(., '[\p{L}\p{N}]')])"/>
  </xsl:accumulator>

  <!-- The fragments that run where all witnesses have the same words. -->
  <xsl:accumulator name="m:running" as="xs:string*" initial-value="()">
    <xsl:accumulator-rule match="milestone[@unit = 'lacunaEnd']" select="$value, tokenize(@ed)"/>
    <xsl:accumulator-rule match="milestone[@unit = 'lacunaStart']" select="let $ed := tokenize(@ed) return $value[not(. = $ed)]"/>
  </xsl:accumulator>

  <xsl:key name="f:move" match="linkGrp[@type = 'transposition']/link" use="tokenize(@target) ! substring(., 2)"/>

  <!-- By entry and witness: the reading. -->
  <xsl:key name="f:reading" match="app/lem | app/rdg | app/rdgGrp/lem | app/rdgGrp/rdg" use="let $app := generate-id((parent::rdgGrp, .)[1]/..) return tokenize(@wit) ! ($app || .)"/>

  <xsl:function name="f:synopsis-of" visibility="public" as="element(s:synopsis)">
    <xsl:param name="tei" as="document-node()"/>
    <xsl:variable name="blocks" _select="$tei//body//({$f:block})[not(ancestor::*[f:is-block(.)])]"/>
    <xsl:variable name="columns" as="element(s:column)*">
      <xsl:for-each select="$tei//listWit/witness">
        <s:column wit="{@xml:id}"><xsl:sequence select="for $block in $blocks return f:cell-of($block, .)"/></s:column>
      </xsl:for-each>
    </xsl:variable>
    <s:synopsis>
      <xsl:for-each select="$blocks">
        <s:row id="{@xml:id}" kind="{if (parent::figure) then 'caption' else local-name()}" depth="{count(ancestor::div)}"><xsl:for-each select="(@loc, @n[current()/self::p])[1]"><xsl:attribute name="n" select="."/></xsl:for-each></s:row>
      </xsl:for-each>
      <xsl:apply-templates select="$columns" mode="m:joined"/>
    </s:synopsis>
  </xsl:function>

  <xsl:function name="f:cell-of" as="element(s:cell)">
    <xsl:param name="block" as="element()"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="pointer" select="'#' || $witness/@xml:id"/>
    <xsl:variable name="reading" select="$block/ancestor::*[self::lem or self::rdg][1]"/>
    <xsl:variable name="pieces" as="element()*">
      <xsl:if test="empty($reading) or $pointer = tokenize($reading/@wit)">
        <xsl:apply-templates select="$block/node()" mode="m:piece">
          <xsl:with-param name="pointer" select="$pointer" tunnel="yes"/>
          <xsl:with-param name="always" select="exists($reading) or not(f:is-fragment($witness))" tunnel="yes"/>
        </xsl:apply-templates>
      </xsl:if>
    </xsl:variable>
    <xsl:variable name="omits" select="$pieces[self::s:w][not(string())] or $block/ancestor::app/f:reading-in(., $pointer)[not(@type = 'lac')]"/>
    <s:cell row="{$block/@xml:id}" state="{
        if ($pieces/self::s:w[normalize-space()]) then 'text' else if ($omits or not(f:is-fragment($witness))) then 'om' else 'lac'}">
      <xsl:if test="not($pieces/self::s:w[normalize-space()]) and ($block/ancestor::app | $block//app)/f:reading-in(., $pointer)/@corresp"><xsl:attribute name="noted" select="'true'"/></xsl:if>
      <xsl:sequence select="$pieces"/>
    </s:cell>
  </xsl:function>

  <xsl:function name="f:is-fragment" visibility="public" as="xs:boolean">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="exists($witness/note[@type = 'scope'])"/>
  </xsl:function>

  <xsl:function name="f:readings" as="element()*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="$app/(lem | rdg | rdgGrp/(lem | rdg))[@wit]"/>
  </xsl:function>

  <!-- The reading of a witness in a unit; none where a unit within a passage does not concern it. -->
  <xsl:function name="f:reading-in" visibility="public" as="element()?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:sequence select="key('f:reading', generate-id($app) || $pointer, root($app))"/>
  </xsl:function>

  <!-- The unit and the reading in it: the number of the unit, whether it is accidental, the group and the spelling. -->
  <xsl:function name="f:token" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="group" select="($reading/parent::rdgGrp, $reading)[1]"/>
    <xsl:sequence select="$group/../@n || (if ($group/../@type = 'accidental') then '~' else '.') || count($group/preceding-sibling::*) + 1
      || $reading/parent::rdgGrp/codepoints-to-string(97 + count($reading/preceding-sibling::*))"/>
  </xsl:function>

  <!-- What a block consists of -->
  <xsl:template match="app" mode="m:piece" as="element()*">
    <xsl:param name="pointer" as="xs:string" tunnel="yes"/>
    <xsl:param name="units" as="xs:string*" tunnel="yes"/>
    <xsl:variable name="reading" select="f:reading-in(., $pointer)"/>
    <xsl:variable name="path" select="$units, $reading ! f:token(.)"/>
    <xsl:variable name="pieces" as="element()*">
      <xsl:apply-templates select="$reading[not(@type = 'lac')]/node()" mode="#current">
        <xsl:with-param name="units" select="$path" tunnel="yes"/>
        <xsl:with-param name="always" select="true()" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:variable>
    <xsl:sequence select="$pieces"/>
    <xsl:choose>
      <xsl:when test="$reading/@type = 'lac'"><s:gap/></xsl:when>
      <xsl:when test="$reading and empty($pieces/self::s:w)"><s:w at="{accumulator-before('m:position')}" u="{$path}"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="text() | g" mode="m:piece" as="element()?">
    <xsl:param name="pointer" as="xs:string" tunnel="yes"/>
    <xsl:param name="always" as="xs:boolean" tunnel="yes"/>
    <xsl:param name="units" as="xs:string*" tunnel="yes"/>
    <xsl:param name="lang" as="xs:string?" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="$always or $pointer = accumulator-before('m:running')">
        <s:w at="{accumulator-before('m:position')}">
          <xsl:if test="exists($units)"><xsl:attribute name="u" select="$units"/></xsl:if>
          <xsl:if test="self::text() and accumulator-before('m:count')"><xsl:attribute name="words" select="accumulator-before('m:count')"/></xsl:if>
          <xsl:if test="$lang"><xsl:attribute name="lang" select="$lang"/></xsl:if>
          <xsl:value-of select="if (self::g) then '&#xFFFD;' else ."/>
        </s:w>
      </xsl:when>
      <xsl:when test="normalize-space()"><s:gap/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="foreign" mode="m:piece" as="element()*">
    <xsl:apply-templates mode="#current"><xsl:with-param name="lang" select="string(@xml:lang)" tunnel="yes"/></xsl:apply-templates>
  </xsl:template>
  <xsl:template _match="{$f:names} | date | {$f:written}" mode="m:piece" as="element()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="comment() | processing-instruction() | gap | lb | cb | pb" mode="m:piece"/>

  <xsl:template match="milestone" mode="m:piece" as="element()?">
    <xsl:param name="pointer" as="xs:string" tunnel="yes"/>
    <xsl:apply-templates select=".[$pointer = tokenize(@ed)]" mode="m:event"/>
  </xsl:template>
  <xsl:template match="anchor" mode="m:piece" as="element()?">
    <xsl:param name="pointer" as="xs:string" tunnel="yes"/>
    <xsl:variable name="ends" select="key('f:move', @xml:id)/tokenize(@target) ! substring(., 2)"/>
    <xsl:if test="$pointer = key('f:id', $ends[3])/tokenize(@ed)">
      <xsl:element name="s:{('first', 'last')[index-of($ends, current()/@xml:id)]}">
        <xsl:attribute name="at" select="accumulator-before('m:position')"/>
        <xsl:attribute name="move" select="key('f:move', @xml:id)/@xml:id"/>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <xsl:template match="milestone[not(@unit = ('moved', 'spaced', 'joined', 'noteMark', 'lacunaStart', 'lacunaEnd', 'section', 'quote', 'stanza', 'speech', 'table', 'row', 'opener', 'closer'))]" mode="m:event" as="element(s:start)">
    <s:start at="{accumulator-before('m:position')}" unit="{@unit}"/>
  </xsl:template>
  <xsl:template match="milestone[@unit = 'moved']" mode="m:event" as="element(s:place)">
    <s:place at="{accumulator-before('m:position')}" move="{substring(@corresp, 2)}"/>
  </xsl:template>
  <xsl:template match="milestone[@unit = 'spaced']" mode="m:event" as="element(s:w)"><s:w at="{accumulator-before('m:position')}"><xsl:text> </xsl:text></s:w></xsl:template>
  <xsl:template match="milestone[@unit = 'joined']" mode="m:event" as="element(s:joined)"><s:joined/></xsl:template>
  <xsl:template match="milestone[@unit = ('section', 'quote', 'stanza', 'speech', 'table', 'row', 'opener', 'closer', 'noteMark', 'lacunaStart', 'lacunaEnd')]" mode="m:event"/>

  <!-- A witness that has no blank where the edition has one loses it again; many gaps in a row are one. -->
  <xsl:template match="s:w[following::*[self::s:w or self::s:joined][1][self::s:joined]]" mode="m:joined" as="element(s:w)">
    <s:w><xsl:copy-of select="@*"/><xsl:value-of select="replace(., ' $', '')"/></s:w>
  </xsl:template>
  <xsl:template match="s:joined | s:gap[preceding-sibling::*[self::s:w[normalize-space()] or self::s:gap][1][self::s:gap]]" mode="m:joined"/>
</xsl:stylesheet>
