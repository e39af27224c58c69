<?xml version="1.0" encoding="UTF-8"?>
<!-- The bibliographies: the works that the editors cite; those of the register, with what the witnesses state of them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:function name="f:bibliography" as="element(o:bibliography)?">
    <xsl:param name="registers" as="document-node()?"/>
    <xsl:variable name="works" select="$registers//standOff//bibl[@xml:id]"/>
    <xsl:if test="$works">
      <bibliography title="{f:say('print.bibliography')}" note="{f:say('print.bibliography.note')}">
        <xsl:apply-templates select="$works" mode="m:work">
          <xsl:sort select="string-join((author[1] ! f:folded(f:author(.)), f:sort-key(.)), '&#9;')" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
          <xsl:with-param name="registers" select="$registers" tunnel="yes"/>
        </xsl:apply-templates>
      </bibliography>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:print-cited-works" as="element(o:bibliography)?">
    <xsl:param name="tei" as="element(TEI)"/>
    <xsl:variable name="works" select="f:works-of($tei)"/>
    <xsl:if test="$works">
      <bibliography title="{f:say('cited.title')}" note="{f:say('cited.lead')}">
        <xsl:for-each select="$works"><work key="{@xml:id}"><xsl:apply-templates mode="m:reference"/></work></xsl:for-each>
      </bibliography>
    </xsl:if>
  </xsl:function>

  <!-- The reference stands in the header with its marks; titles look like those of other works. -->
  <xsl:mode name="m:reference" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:template match="text()" mode="m:reference" as="text()"><xsl:value-of select="replace(., '\s+', ' ')"/></xsl:template>
  <xsl:template match="bibl/*" mode="m:reference" as="node()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="bibl/title" mode="m:reference" as="node()+" priority="1"><!-- before other parts --><xsl:apply-templates select="." mode="m:work"/></xsl:template>

  <xsl:mode name="m:work" on-no-match="fail" on-multiple-match="fail"/>

  <!-- «Redman, Joseph: The British Stalinists and the Moscow Trials. London: Publisher, 1958. ISBN …» -->
  <xsl:template match="bibl" mode="m:work" as="element(o:work)">
    <work key="{@xml:id}">
      <xsl:if test="author">{f:labelled(string-join(author ! f:author(.), $f:semicolon))} </xsl:if>
      <xsl:apply-templates select="title[1]" mode="#current"/>
      <xsl:if test="editor">, {f:say('print.editor')} {f:joined(editor ! normalize-space())}</xsl:if>
      <xsl:variable name="house" select="string-join((pubPlace[1][../publisher] ! f:labelled(normalize-space()), pubPlace[1][not(../publisher)] ! normalize-space(), publisher[1] ! normalize-space()), ' ')"/>
      <xsl:text>{string-join(($house[string()], date[1] ! normalize-space()), $f:comma) ! (if (.) then '. ' || . else '')}</xsl:text>
      <xsl:apply-templates select="idno[@type = 'ISBN']" mode="#current"/>
      <xsl:text>.</xsl:text>
    </work>
  </xsl:template>

  <xsl:template match="title" mode="m:work" as="element(o:work-title)">
    <work-title lang="{(@xml:lang, 'und')[1]}">{normalize-space()}</work-title>
  </xsl:template>

  <xsl:template match="title[@level = 'a']" mode="m:work" as="node()+" priority="1"><!-- before the rule for every title -->
    <xsl:text>{f:quotation-marks('print.quoted')[1]}</xsl:text>
    <xsl:sequence select="f:in-language(.)"/>
    <xsl:text>{f:quotation-marks('print.quoted')[2]}</xsl:text>
  </xsl:template>

  <xsl:template match="idno" mode="m:work" as="text()"><xsl:text>, ISBN {.}</xsl:text></xsl:template>

  <xsl:function name="f:in-language" as="node()">
    <xsl:param name="words" as="element()"/>
    <xsl:choose>
      <xsl:when test="$words/@xml:lang"><lang code="{$words/@xml:lang}">{normalize-space($words)}</lang></xsl:when>
      <xsl:otherwise><xsl:text>{normalize-space($words)}</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- An author as the index of persons names him, where the register knows him. -->
  <xsl:function name="f:author" as="xs:string">
    <xsl:param name="author" as="element(author)"/>
    <xsl:variable name="person" select="$author/@ref ! key('f:person', f:local-name(.), root($author))"/>
    <xsl:sequence select="if ($person) then f:index-name($person) else normalize-space($author)"/>
  </xsl:function>
</xsl:stylesheet>
