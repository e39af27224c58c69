<?xml version="1.0" encoding="UTF-8"?>
<!-- A witness read as the main text: on its page, its own words are the lemmata, and the readings are those of the others,
     of the base among them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <!-- Whether a witness is read so ([site] main_texts). -->
  <xsl:function name="f:is-main-text" as="xs:boolean">
    <xsl:param name="siglum" as="xs:string"/>
    <xsl:sequence select="$siglum = tokenize(f:setting('main-texts'))"/>
  </xsl:function>

  <!-- The apparatus of a witness, in the order of the edition. -->
  <xsl:function name="f:apparatus-to" as="element(h:details)?">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:if test="f:is-main-text($witness/@n)">
      <xsl:variable name="entries" select="$edition//body//app[not(f:is-hidden(.))] ! f:entry-to(., '#' || $witness/@xml:id)"/>
      <xsl:if test="exists($entries)">
        <details class="apparatus">
          <summary>{f:say('witness.apparatus', $witness/@n)} {f:count-of(count($entries), 'place')}</summary>
          <ol class="entries"><xsl:sequence select="$entries"/></ol>
        </details>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- An entry as it is in the apparatus of one witness; nothing where that is not extant, or no other differs from it. -->
  <xsl:function name="f:entry-to" as="element(h:li)?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="readings" select="$app/(lem | rdg | rdgGrp/rdg)[@wit][not(@type = 'lac')]" as="element()*"/>
    <xsl:variable name="own" select="$readings[tokenize(@wit) = $pointer][1]"/>
    <xsl:variable name="others" select="$readings[not(. is $own)]"/>
    <xsl:if test="exists($own) and exists($others)">
      <li id="s-{$app/@xml:id}" value="{$app/@n}" class="{$app/@type} {f:kinds($app)}">
        <a class="back" href="apparatus.html#n-{$app/@xml:id}">
          <xsl:choose>
            <xsl:when test="f:is-lacking($own)"><span class="lemma"><i>{f:say('apparatus.post')} </i>{f:before($app)}</span></xsl:when>
            <xsl:otherwise><span class="lemma"><xsl:sequence select="f:language('text'), f:cited-in-line($own, $f:lemma-words)"/></span></xsl:otherwise>
          </xsl:choose>
        </a>
        <xsl:text>] </xsl:text>
        <xsl:for-each select="$others">
          <xsl:if test="position() gt 1">; </xsl:if>
          <xsl:sequence select="f:other-reading(., f:is-lacking($own))"/>
        </xsl:for-each>
      </li>
    </xsl:if>
  </xsl:function>

  <!-- What another witness has: its words, more words, or none. -->
  <xsl:function name="f:other-reading" as="node()+">
    <xsl:param name="reading" as="element()"/>
    <xsl:param name="adds" as="xs:boolean"/>
    <xsl:choose>
      <xsl:when test="f:is-lacking($reading)"><i>{f:omission-formula($reading/ancestor::app[1])}</i></xsl:when>
      <xsl:otherwise>
        <xsl:if test="$adds"><i>{f:say('print.add')} </i></xsl:if>
        <span class="reading"><xsl:sequence select="f:language('text'), f:cited-in-line($reading, $f:reading-words)"/></span>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
    <span class="sigla"><xsl:sequence select="f:sigla-to($reading)"/></span>
  </xsl:function>

  <!-- A reading as cited; of whole blocks the first words. -->
  <xsl:function name="f:cited-in-line" as="node()*">
    <xsl:param name="reading" as="element()"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:choose>
      <xsl:when test="exists($reading/descendant::*[f:is-block(.) or self::figure or self::app])"><xsl:sequence select="f:spoken(f:short(f:reading($reading), 10))"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="f:cited($reading, $most)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:is-lacking" as="xs:boolean">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="not(normalize-space($reading))"/>
  </xsl:function>
</xsl:stylesheet>
