<?xml version="1.0" encoding="UTF-8"?>
<!-- The front of the book, from the header: title, imprint, how to read the edition, sigla, principles. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="m:front" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="teiHeader" mode="m:front" as="element()+">
    <title><xsl:sequence select="f:turned(string(fileDesc/titleStmt/title[1]))"/>{normalize-space(fileDesc/titleStmt/title[1])}</title>
    <xsl:variable name="base" select="f:base(.)"/>
    <xsl:variable name="others" select="//listWit/witness[not(. is $base)]/@n"/>
    <subtitle>{if (exists($others)) then f:say('print.subtitle', ($base/@n, f:joined($others))) else f:say('print.subtitle.alone', $base/@n)}</subtitle>
    <editors><xsl:apply-templates select="fileDesc/titleStmt/editor" mode="#current"/></editors>
    <imprint>
      <xsl:apply-templates select="fileDesc/editionStmt, fileDesc/publicationStmt/(publisher | date),
        fileDesc/publicationStmt/availability/*, encodingDesc/appInfo/application" mode="#current"/>
    </imprint>
    <guide>
      <xsl:apply-templates select="//variantEncoding" mode="m:guide"/>
    </guide>
    <sigla>
      <xsl:apply-templates select="//listWit/witness, //listWit//listWit" mode="#current"/>
      <xsl:for-each select="$f:rests"><witness siglum="{@siglum}"><p>{f:rest-means(.)}</p></witness></xsl:for-each>
    </sigla>
    <principles><xsl:apply-templates select="encodingDesc/editorialDecl/*/p" mode="#current"/></principles>
  </xsl:template>

  <xsl:template match="editor" mode="m:front" as="element(o:name)"><name>{normalize-space()}</name></xsl:template>
  <xsl:template match="p | publisher | date | editionStmt" mode="m:front" as="element(o:p)"><xsl:sequence select="f:paragraph(f:header-words(.))"/></xsl:template>
  <xsl:template match="publicationStmt/date" mode="m:front" as="element(o:p)" priority="1"><!-- before other dates --><xsl:sequence select="f:paragraph(f:stated-date(normalize-space()))"/></xsl:template>
  <xsl:template match="licence" mode="m:front" as="element(o:p)"><p>{f:say('print.licence', normalize-space())}</p></xsl:template>
  <xsl:template match="application" mode="m:front" as="element(o:p)">
    <p>{f:say('print.made-with', @ident || ' ' || @version)}</p>
  </xsl:template>

  <xsl:template match="witness" mode="m:front" as="element(o:witness)">
    <witness siglum="{@n}">
      <xsl:apply-templates select="title | author | date | ref | note[not(@type = 'hands')]" mode="#current"/>
      <p>{f:departures(.)}</p>
    </witness>
  </xsl:template>
  <xsl:template match="listWit" mode="m:front" as="element(o:witness)">
    <witness siglum="{@n}"><p>{string-join((string-join(.//witness/@n, ' '), head[. ne ../@n]), ': ')}</p></witness>
  </xsl:template>
  <xsl:template match="witness/*" mode="m:front" as="element(o:p)" priority="1"><!-- before the rules for header elements -->
    <xsl:sequence select="f:paragraph(f:header-words(.))"/>
  </xsl:template>
  <xsl:template match="witness/date" mode="m:front" as="element(o:p)" priority="2"><!-- before the others: a sentence --><p>{replace(normalize-space(), '\.$', '')}.</p></xsl:template>

  <!-- Words of the header, which may run otherwise than the labels around them. -->
  <xsl:function name="f:paragraph" as="element(o:p)">
    <xsl:param name="words" as="xs:string"/>
    <p><xsl:sequence select="f:turned($words, f:direction-of-tag($messages/*/@lang))"/>{normalize-space($words)}</p>
  </xsl:function>

  <!-- At how many places a witness is said to have something else. -->
  <xsl:function name="f:departures" visibility="public" as="xs:string">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="pointer" select="'#' || $witness/@xml:id"/>
    <xsl:variable name="places" select="root($witness)//body//app[(rdg | rdgGrp/rdg)[not(@type = 'lac')]/tokenize(@wit) = $pointer]"/>
    <xsl:sequence select="if ($witness is f:base($witness)) then f:say('print.departs.base') else f:count-of(count($places), 'print.departs')"/>
  </xsl:function>

  <!-- The witness whose text is printed: lemmata are its readings. -->
  <xsl:function name="f:base" visibility="public" as="element(witness)">
    <xsl:param name="node" as="node()"/>
    <xsl:variable name="lemma" select="(root($node)//body//lem[@wit][not(@type = 'om')])[1]"/>
    <xsl:sequence select="if ($base) then root($node)//listWit/witness[@n = $base]
      else if ($lemma) then key('f:witness', substring(tokenize($lemma/@wit)[1], 2), root($node))
      else root($node)//listWit/witness[1]"/>
  </xsl:function>

  <xsl:function name="f:joined" visibility="public" as="xs:string">
    <xsl:param name="words" as="xs:string*"/>
    <xsl:sequence select="string-join(($words[position() lt last() - 1],
      string-join($words[position() ge last() - 1], ' ' || f:say('print.and') || ' ')), $f:comma)"/>
  </xsl:function>

  <xsl:mode name="m:guide" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="variantEncoding" mode="m:guide" as="element(o:p)+">
    <xsl:param name="used" as="xs:string*" tunnel="yes"/>
    <xsl:param name="has-appendix" as="xs:boolean" tunnel="yes"/>
    <xsl:param name="verse" as="xs:boolean+" tunnel="yes"/>
    <xsl:variable name="witnesses" select="root()//listWit/witness"/>
    <xsl:variable name="base" select="f:base(.)/@n"/>
    <p>{f:guide-to-numbers($base, $verse, exists(root()//body//app/lem[not(@wit) or @resp]))}</p>
    <xsl:if test="exists($used)"><p>{f:say('print.guide.foot' || '.verse'[$verse[1]])}</p></xsl:if>
    <xsl:for-each select="$used"><p>{if (. eq 'moves') then f:count-of($shortest-cut, 'print.guide.layer.moves') else f:say('print.guide.layer.' || . || '.positive'[current() eq 'variants' and $printing/*/@style = 'positive'])}</p></xsl:for-each>
    <xsl:for-each-group select="$witnesses[note/@type = 'scope']" group-by="if (note[@type = 'scope']/@n eq 'excerpt') then 'excerpts' else 'fragments'">
      <p>{f:say('print.guide.' || current-grouping-key(), string-join(current-group()/@n, $f:comma))}</p>
    </xsl:for-each-group>
    <xsl:if test="'variants' = $used">
      <p>{f:say(if ($accidentals) then 'print.guide.accidentals' else 'print.guide.no-accidentals')}</p>
    </xsl:if>
    <xsl:if test="$has-appendix"><p>{f:count-of($longest-reading, 'print.guide.appendix')}</p></xsl:if>
  </xsl:template>

  <!-- What is counted: lines of the page, verses, or, where there is prose beside verse, both. -->
  <xsl:function name="f:guide-to-numbers" as="xs:string">
    <xsl:param name="base" as="xs:string"/>
    <xsl:param name="verse" as="xs:boolean+"/>
    <xsl:param name="is-decided" as="xs:boolean"/>
    <xsl:variable name="key" select="'print.guide.lines' || '.verse'[$verse[1]] || '.plain'[not($line-numbers)]"/>
    <xsl:sequence select="string-join((f:say('print.guide.base' || '.decided'[$is-decided], $base), f:say($key, $line-numbers[. gt 0] ! string()), f:say('print.guide.lines.prose')[$verse[1] and $verse[2]]), ' ')"/>
  </xsl:function>
</xsl:stylesheet>
