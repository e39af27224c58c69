<?xml version="1.0" encoding="UTF-8"?>
<!-- The pages of translations: block for block beside the text. A translation has no apparatus, and its markup is not shown. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:function name="f:translations" as="element(TEI)*">
    <xsl:sequence select="$translations/*/TEI"/>
  </xsl:function>

  <!-- The page of a translation: that of its language, of a second one with a number. -->
  <xsl:function name="f:translation-file" as="xs:string">
    <xsl:param name="tei" as="element(TEI)"/>
    <xsl:variable name="same" select="f:translations()[lower-case(text/@xml:lang) = lower-case($tei/text/@xml:lang)]"/>
    <xsl:variable name="number" select="count($same[. &lt;&lt; $tei]) + 1"/>
    <xsl:sequence select="'translation-' || lower-case($tei/text/@xml:lang) || ('-' || $number)[$number gt 1] || '.html'"/>
  </xsl:function>

  <xsl:function name="f:translation-name" as="xs:string">
    <xsl:param name="tei" as="element(TEI)"/>
    <xsl:sequence select="f:say('nav.translation', string($tei/text/@xml:lang))"/>
  </xsl:function>

  <xsl:function name="f:translation-pages" as="map(xs:string, xs:string)*">
    <xsl:for-each select="f:translations()[f:is-wanted(f:translation-file(.))]">
      <xsl:variable name="translator" select="teiHeader//respStmt[resp = 'translation']/persName"/>
      <xsl:variable name="content" as="element()+">
        <xsl:if test="$translator"><p class="lead">{f:say('translation.by', string-join($translator, $f:comma))}</p></xsl:if>
        <xsl:sequence select="f:beside(text/body), f:translation-notes(text/body)"/>
      </xsl:variable>
      <xsl:sequence select="map{f:translation-file(.): f:page(f:translation-file(.), normalize-space(teiHeader//titleStmt/title[1]), $content, map{'layout': 'single broad'})}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The blocks of the text, each with those of the translation that render it first. -->
  <xsl:function name="f:beside" as="element(h:div)">
    <xsl:param name="body" as="element(body)"/>
    <xsl:variable name="own" select="$body//*[f:is-block(.)][@xml:id][not(ancestor::note)]"/>
    <xsl:variable name="runs" as="map(xs:string, element()*)">
      <xsl:variable name="each" as="map(xs:string, element()*)*">
        <xsl:for-each-group select="$own" group-starting-with="*[@corresp]"><xsl:sequence select="map{(f:first-rendered(.), '')[1]: current-group()}"/></xsl:for-each-group>
      </xsl:variable>
      <xsl:sequence select="map:merge($each, map{'duplicates': 'combine'})"/>
    </xsl:variable>
    <xsl:variable name="rendered" as="map(xs:string, xs:boolean)" select="map:merge($own/@corresp ! tokenize(.) ! map{substring-after(., '#'): true()})"/>
    <xsl:variable name="blocks" select="$edition//body//*[f:is-block(.)][@xml:id][not(ancestor::rdg or ancestor::note)]"/>
    <div class="beside">
      <xsl:if test="exists($runs(''))"><xsl:sequence select="f:pair((), $runs(''), $body)"/></xsl:if>
      <xsl:for-each-group select="$blocks" group-starting-with="*[map:contains($runs, @xml:id) or not(map:contains($rendered, @xml:id))]">
        <xsl:sequence select="f:pair(current-group(), current-group() ! $runs(string(@xml:id)), $body)"/>
      </xsl:for-each-group>
    </div>
  </xsl:function>

  <xsl:function name="f:pair" as="element(h:div)">
    <xsl:param name="blocks" as="element()*"/>
    <xsl:param name="rendering" as="element()*"/>
    <xsl:param name="body" as="element(body)"/>
    <div class="pair">
      <div class="of-text" lang="{$edition/TEI/text/@xml:lang}"><xsl:sequence select="$blocks ! f:alone(.)"/></div>
      <div class="of-translation" lang="{$body/../@xml:lang}"><xsl:apply-templates select="$rendering" mode="m:translation"/></div>
    </div>
  </xsl:function>

  <xsl:function name="f:first-rendered" as="xs:string?">
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="$block/@corresp ! substring-after(tokenize(.)[1], '#')"/>
  </xsl:function>

  <!-- A block of the text outside of its list or table. -->
  <xsl:function name="f:alone" as="element()*">
    <xsl:param name="block" as="element()"/>
    <xsl:variable name="shown" as="node()*"><xsl:apply-templates select="$block" mode="m:text"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$shown[self::h:li]"><ul class="plain"><xsl:sequence select="$shown"/></ul></xsl:when>
      <xsl:when test="$shown[self::h:td or self::h:th or self::h:figcaption]"><p id="{$block/@xml:id}"><xsl:sequence select="$shown/node()"/></p></xsl:when>
      <xsl:otherwise><xsl:sequence select="$shown"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:mode name="m:translation" on-no-match="shallow-skip" on-multiple-match="fail"/>
  <xsl:template _match="{$f:block}" mode="m:translation" as="element()"><p class="{local-name()}" id="t-{@xml:id}"><xsl:apply-templates mode="#current"/></p></xsl:template>
  <xsl:template match="head" mode="m:translation" as="element()" priority="1"><!-- a block, but a heading -->
    <xsl:element name="h{min((6, max((2, 1 + count(ancestor::div)))))}"><xsl:attribute name="id" select="'t-' || @xml:id"/><xsl:apply-templates mode="#current"/></xsl:element>
  </xsl:template>
  <xsl:template match="pc | fw | surplus | note | del" mode="m:translation"/>
  <xsl:template match="hi" mode="m:translation" as="element(h:span)"><span class="{f:rendition(.)}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="foreign" mode="m:translation" as="element(h:span)"><span lang="{@xml:lang}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="lb" mode="m:translation" as="element(h:br)"><br/></xsl:template>
  <xsl:template match="ref[@type = 'noteMark']" mode="m:translation" as="element(h:sup)?">
    <xsl:if test="@target"><sup class="note-mark"><a id="t-{@xml:id}" href="#t-{substring(@target, 2)}" role="doc-noteref">{@n}</a></sup></xsl:if>
  </xsl:template>
  <xsl:template match="text()" mode="m:translation" as="text()"><xsl:copy/></xsl:template>

  <xsl:function name="f:translation-notes" as="element(h:section)?">
    <xsl:param name="body" as="element(body)"/>
    <xsl:if test="$body//note[@xml:id]">
      <section class="footnotes" lang="{$body/../@xml:lang}" aria-label="{f:say('contents.notes')}">
        <xsl:for-each select="$body//note[@xml:id]">
          <div class="footnote" id="t-{@xml:id}"><span class="mark">{@n}</span><xsl:apply-templates select="node()" mode="m:translation"/></div>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
