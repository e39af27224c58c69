<?xml version="1.0" encoding="UTF-8"?>
<!-- Two passes, TEI to TEI. m:select: what the print edition does not show goes (block starts of other witnesses, lacunae,
     accidental variants if so wished). m:appendix: readings too long for the foot get the number of their appendix. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="m:select" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:key name="f:char" match="char" use="@xml:id"/>

  <xsl:template match="comment() | processing-instruction()" mode="m:select"/>
  <xsl:template match="milestone[not(@unit = ('moved', 'noteMark'))]" mode="m:select"/>
  <xsl:template match="rdg[@type = 'lac']" mode="m:select"/>
  <xsl:template match="surplus | note/pc | note/del | note//lb | note/ref[@type = 'noteMark']" mode="m:select"/>
  <xsl:template match="rdgGrp" mode="m:select"><xsl:apply-templates mode="#current"/></xsl:template>

  <!-- White space between blocks. -->
  <xsl:template _match="(body | div | {$f:holder} | app | back)/text()[not(normalize-space())]"
      mode="m:select"/>
  <xsl:template match="rdg[f:holds-blocks(.)]/text()[not(normalize-space())]" mode="m:select"/>

  <xsl:template match="app[f:is-silent(.)]" mode="m:select">
    <xsl:apply-templates select="lem/node()" mode="#current"/>
  </xsl:template>

  <!-- A line whose omission is told with that of the line before: where that is not printed, nor is this. -->
  <xsl:template match="app[@within][f:is-silent(key('f:app', @within))]" mode="m:select" priority="1"><!-- before every silent one -->
    <xsl:apply-templates select="lem/node()" mode="#current"/>
  </xsl:template>
  <xsl:template match="app[@within][not(f:is-silent(key('f:app', @within)))]" mode="m:select" priority="1"><!-- before every silent one -->
    <xsl:copy><xsl:apply-templates select="@*, node()" mode="#current"/></xsl:copy>
  </xsl:template>
  <xsl:key name="f:app" match="app" use="@xml:id"/>

  <!-- A character that XML cannot hold is shown by its code point. -->
  <xsl:template match="g" mode="m:select" as="text()">
    <xsl:text>[U+{key('f:char', substring-after(@ref, '#'))/localProp/@value}]</xsl:text>
  </xsl:template>

  <xsl:function name="f:is-silent" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="readings" select="$app/(rdg | rdgGrp/rdg)[not(@type = 'lac')]"/>
    <xsl:sequence select="empty(($readings, $app/lem/@said)) or f:is-told-elsewhere($app) or $app/@rend = ('site', 'none') or ($app/@type = 'accidental' and not($accidentals)) or not(f:layer($app) = $f:layers)"/>
  </xsl:function>

  <!-- The layer of an entry: what all witnesses named lack, if it is long, stands with the moves. -->
  <xsl:function name="f:layer" visibility="public" as="xs:string">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="if (f:is-omission($app) and sum(($app, f:entries-within($app))/lem ! f:word-count(.)) ge $shortest-cut) then 'moves' else 'variants'"/>
  </xsl:function>

  <!-- Words that every witness named lacks. -->
  <xsl:function name="f:is-omission" visibility="public" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="matches(f:own-text($app/lem), '[\p{L}\p{N}]') and (every $r in $app/(rdg | rdgGrp/rdg) satisfies not(normalize-space($r)) and $r/@wit)"/>
  </xsl:function>

  <xsl:function name="f:holds-blocks" visibility="public" as="xs:boolean">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence _select="exists($reading/(div | {$f:block} | {$f:holder}))"/>
  </xsl:function>

  <xsl:mode name="m:appendix" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template match="rdg[f:is-long(.)]" mode="m:appendix" as="element(rdg)">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="#current"/>
      <xsl:attribute name="n"><xsl:number level="any" count="rdg[f:is-long(.)]"/></xsl:attribute>
      <xsl:apply-templates mode="#current"/>
    </xsl:copy>
  </xsl:template>

  <xsl:function name="f:is-long" as="xs:boolean">
    <xsl:param name="reading" as="element(rdg)"/>
    <xsl:sequence select="f:word-count($reading) gt $longest-reading"/>
  </xsl:function>

  <xsl:function name="f:word-count" visibility="public" as="xs:integer">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="count(f:pieces(f:own-text($reading)))"/>
  </xsl:function>

  <!-- The words of a lemma or reading: of apparatus nested in it, the lemma. Blocks are parted by a blank. -->
  <xsl:function name="f:own-text" visibility="public" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="own" select="$reading//text()[not(ancestor::rdg[. >> $reading])]"/>
    <xsl:sequence select="if (f:holds-blocks($reading))
        then string-join($own/(if (. is f:block(.)/descendant::text()[1]) then ' ' || . else string(.)))
        else string-join($own)"/>
  </xsl:function>

  <xsl:function name="f:block" as="element()?">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="$node/ancestor::*[f:is-block(.)][1]"/>
  </xsl:function>
</xsl:stylesheet>
