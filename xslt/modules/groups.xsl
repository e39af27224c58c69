<?xml version="1.0" encoding="UTF-8"?>
<!-- Which sigla are printed for the witnesses of a reading: α for a group that is there as a whole, one siglum for all hands
     of a manuscript, cett. for all that an entry does not name otherwise; and whether an entry names those of the lemma. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:param name="printing" as="document-node()?" select="()">
    <!-- How entries are printed: a printing element with style; rest elements with a siglum, in each wit elements. -->
  </xsl:param>

  <xsl:variable name="f:rests" as="element()*" select="$printing/*/*:rest"/>

  <!-- Whether an entry names the witnesses of its lemma, too. -->
  <xsl:function name="f:is-positive" visibility="public" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="($app/lem/@rend[. = ('positive', 'negative')], $printing/*/@style, 'negative')[1] = 'positive'"/>
  </xsl:function>

  <!-- What bears a siglum for some witnesses: groups that are there as a whole, then witnesses; of a manuscript whose hands
       are all there, the first hand. -->
  <xsl:function name="f:joint" visibility="public" as="element()*">
    <xsl:param name="witnesses" as="element(witness)*"/>
    <xsl:sequence select="f:joint($witnesses, ())"/>
  </xsl:function>

  <!-- The same; `apart` are witnesses of which more is said than the siglum, so that they stand alone. -->
  <xsl:function name="f:joint" visibility="public" as="element()*">
    <xsl:param name="witnesses" as="element(witness)*"/>
    <xsl:param name="apart" as="element(witness)*"/>
    <xsl:variable name="groups" select="f:whole-groups($witnesses except $apart)"/>
    <xsl:for-each select="$witnesses">
      <xsl:variable name="witness" select="."/>
      <xsl:variable name="group" select="$groups[.//witness intersect $witness][1]"/>
      <xsl:variable name="manuscript" select="f:manuscript(.)"/>
      <xsl:choose>
        <xsl:when test="$group"><xsl:sequence select="$group[$witness is $witnesses[exists(. intersect $group//witness)][1]]"/></xsl:when>
        <xsl:when test="not(f:is-whole(., $witnesses)) or . is $witnesses[f:manuscript(.) = $manuscript][1]"><xsl:sequence select="."/></xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- The groups of which all witnesses are among some; of one in another, the outer one. -->
  <xsl:function name="f:whole-groups" as="element(listWit)*">
    <xsl:param name="witnesses" as="element(witness)*"/>
    <xsl:variable name="whole" select="$witnesses/ancestor::listWit[@n][every $one in .//witness satisfies exists($one intersect $witnesses)]"/>
    <xsl:sequence select="$whole[empty(ancestor::listWit intersect $whole)]"/>
  </xsl:function>

  <!-- The siglum that is printed for a witness beside others, for a group, or for all the rest. -->
  <xsl:function name="f:siglum-among" visibility="public" as="xs:string">
    <xsl:param name="bearer" as="element()"/>
    <xsl:param name="among" as="element(witness)*"/>
    <xsl:sequence select="if ($bearer[self::witness] and f:is-whole($bearer, $among)) then f:manuscript($bearer) else string(($bearer/@siglum, $bearer/@n)[1])"/>
  </xsl:function>

  <!-- What bears a siglum for the witnesses of a lemma or reading. -->
  <xsl:function name="f:bearers" visibility="public" as="element()*">
    <xsl:param name="reading" as="element()"/>
    <xsl:param name="apart" as="element(witness)*"/>
    <xsl:variable name="all" select="f:witnesses-of($reading)"/>
    <xsl:variable name="rest" select="if (exists($apart)) then () else $f:rests[f:with-rest(., $reading/ancestor::app[1]) is $reading][1]"/>
    <xsl:sequence select="f:joint($all except f:in-rest($rest, $all), $apart), $rest"/>
  </xsl:function>

  <xsl:function name="f:witnesses-of" as="element(witness)*">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="tokenize($reading/@wit) ! key('f:witness-id', substring(., 2), root($reading))"/>
  </xsl:function>
  <xsl:key name="f:witness-id" match="witness" use="@xml:id"/>

  <!-- Those of some witnesses for which the siglum of all the rest may stand. -->
  <xsl:function name="f:in-rest" as="element(witness)*">
    <xsl:param name="rest" as="element()?"/>
    <xsl:param name="witnesses" as="element(witness)*"/>
    <xsl:sequence select="$witnesses[exists($rest)][empty($rest/*) or @n = $rest/*/@n]"/>
  </xsl:function>

  <!-- The lemma or reading of an entry at which the siglum of all the rest stands: the one that has most of these witnesses,
       the lemma before others, if more than one siglum is saved. Every other witness that is extant must be named: an entry
       that else names none for its lemma then does, and one inside another has no such siglum, nor one with doubts. -->
  <xsl:function name="f:with-rest" as="element()?">
    <xsl:param name="rest" as="element()"/>
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="named" select="$app/(lem | rdg | rdgGrp/rdg)[@wit][not(@type = 'lac')]"/>
    <xsl:variable name="sizes" select="$named ! count(f:in-rest($rest, f:witnesses-of(.)))"/>
    <xsl:variable name="most" select="$named[index-of($sizes, max($sizes))[1]]"/>
    <xsl:sequence select="$most[count(f:joint(f:in-rest($rest, f:witnesses-of(.)))) gt 1][empty($app/(witDetail | ancestor::app))]
      [f:is-positive($app) or self::rdg[not($app/lem/@rend = 'negative')]]"/>
  </xsl:function>

  <!-- What the siglum of all the rest says: of which witnesses it is. -->
  <xsl:function name="f:rest-means" as="xs:string">
    <xsl:param name="rest" as="element()"/>
    <xsl:variable name="said" select="if ($rest/*) then f:say('apparatus.rest.of', string-join($rest/*/@n, ' ')) else f:say('apparatus.rest')"/>
    <xsl:sequence select="string-join(($rest/@name[. ne ''], $said), ': ')"/>
  </xsl:function>

  <!-- Whether an entry names the witnesses of its lemma, because all do or because the siglum of all the rest needs it. -->
  <xsl:function name="f:names-lemma" visibility="public" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="exists($app/lem[@wit][not(@type = 'lac')]) and (f:is-positive($app) or (some $rest in $f:rests satisfies exists(f:with-rest($rest, $app))))"/>
  </xsl:function>
</xsl:stylesheet>
