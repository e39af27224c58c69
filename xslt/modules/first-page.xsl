<?xml version="1.0" encoding="UTF-8"?>
<!-- The first page: what the edition is about and why, a way in, what differs most, and what it has. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <!-- How many differences the first page tells. -->
  <xsl:variable name="f:told-first" as="xs:integer" select="3"/>

  <xsl:function name="f:index-content" as="node()*">
    <xsl:sequence select="f:subtitle()"/>
    <xsl:for-each select="string-join($f:editors, $f:comma)[.]"><p class="editors">{f:say('js.cite.editors', .)}</p></xsl:for-each>
    <xsl:sequence select="f:abstract()"/>
    <xsl:variable name="excerpts" select="$edition//listWit/witness[note[@type = 'scope']/@n = 'excerpt']"/>
    <p class="lead">{f:say('index.lead' || '.excerpt'[$excerpts], (count($edition//listWit/witness except $excerpts), count($excerpts))[. gt 0] ! f:count-of(., 'index.witnesses'))}</p>
    <p class="ways">
      <a class="way first" href="read.html">{f:say('index.read')}</a>
      <xsl:if test="$f:introduction"><a class="way" href="introduction.html">{f:say('nav.introduction')}</a></xsl:if>
      <xsl:if test="exists($f:pair[2])"><a class="way" href="compare.html">{f:say('index.compare')}</a></xsl:if>
    </p>
    <xsl:sequence select="f:telling-differences(), f:counts()"/>
    <h2 id="witnesses">{f:say('about.witnesses')}</h2>
    <xsl:sequence select="f:witness-list(), f:first-contents()"/>
    <h2 id="reading">{f:say('index.how')}</h2>
    <p><xsl:sequence select="f:prose('index.begin', f:base()/title)"/></p>
  </xsl:function>

  <xsl:function name="f:subtitle" as="element(h:p)?">
    <xsl:for-each select="$edition/TEI/teiHeader/fileDesc/titleStmt/title[@type = 'sub']"><p class="subtitle">{normalize-space()}</p></xsl:for-each>
  </xsl:function>

  <xsl:function name="f:abstract" as="element(h:div)?">
    <xsl:for-each select="$edition/TEI/teiHeader/profileDesc/abstract">
      <div class="abstract" lang="{(@xml:lang, ../../../@xml:lang)[1]}"><xsl:apply-templates mode="m:prose"/></div>
    </xsl:for-each>
  </xsl:function>

  <!-- The first matters in which the witnesses contradict each other: the list of disagreements has the weightiest first. -->
  <xsl:function name="f:telling-differences" as="element()*">
    <xsl:variable name="facts" select="$f:disagreements[f:matter(.) = tokenize($f:matters[?id = 'facts']?of)][position() le $f:told-first]"/>
    <xsl:if test="$facts">
      <h2 id="differences">{f:say('index.differences')}</h2>
      <ul class="telling">
        <xsl:for-each select="$facts">
          <li>
            <a class="question" href="disagreements.html#{@xml:id}">{f:say('disagreements.of.' || f:matter(.))}</a>
            <xsl:for-each select="note[@type = 'context'][not(@source)]"><p class="context"><xsl:sequence select="f:language('text')"/>{.}</p></xsl:for-each>
            <ul class="sides"><xsl:for-each select="* except (note | ptr)"><li><span class="sigla">{string-join(f:sigla(@source), ' ')}</span><xsl:text> </xsl:text><span class="said"><xsl:sequence select="f:language('text')"/>{.}</span></li></xsl:for-each></ul>
          </li>
        </xsl:for-each>
      </ul>
      <xsl:if test="count($f:disagreements) gt count($facts)"><p><a href="disagreements.html">{f:count-of(count($f:disagreements), 'index.all-differences')}</a></p></xsl:if>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:counts" as="element(h:dl)">
    <xsl:variable name="apps" select="$edition//body//app[not(ancestor::rdg or f:is-hidden(.))]"/>
    <dl class="figures">
      <div><dt>{f:say('index.places')}</dt><dd>{f:number(count($apps))}</dd></div>
      <div><dt>{f:say('index.substance')}</dt><dd>{f:number(count($apps[@type = 'substantive']))}</dd></div>
      <div><dt>{f:say('index.moves')}</dt><dd>{f:number(count($edition//linkGrp[@type = 'transposition']/link))}</dd></div>
      <div><dt>{f:say('index.persons')}</dt><dd>{f:number(count($registers//person[f:mentions(@xml:id)]))}</dd></div>
    </dl>
  </xsl:function>

  <!-- The outermost divisions of the text, of which there are several. -->
  <xsl:function name="f:first-contents" as="element()*">
    <xsl:variable name="divs" select="$edition//body ! (., div, div/div)[count(div[head]) gt 1][1]/div[head]"/>
    <xsl:if test="exists($divs)">
      <h2 id="contents">{f:say('contents')}</h2>
      <ol class="first-contents"><xsl:for-each select="$divs[f:reading(head[1])]"><li><a href="read.html#{@xml:id}"><xsl:sequence select="f:language('text')"/>{f:reading(head[1])}</a></li></xsl:for-each></ol>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
