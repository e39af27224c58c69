<?xml version="1.0" encoding="UTF-8"?>
<!-- A witness in its own order, letter for letter: its markup and furniture are shown, but quietly. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:mode name="m:witness" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="body" mode="m:witness" as="node()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="div" mode="m:witness" as="element(h:section)">
    <section id="{@xml:id}" class="{@type}"><xsl:apply-templates mode="#current"/></section>
  </xsl:template>
  <xsl:template match="head" mode="m:witness" as="element()">
    <xsl:element name="h{min((6, 1 + count(ancestor::div)))}">
      <xsl:attribute name="id" select="@xml:id"/>
      <xsl:apply-templates mode="#current"/>
    </xsl:element>
  </xsl:template>
  <xsl:template match="body/head" mode="m:witness" as="element(h:p)">
    <p class="text-title" id="{@xml:id}"><xsl:apply-templates mode="#current"/></p>
  </xsl:template>
  <xsl:template match="figure/head" mode="m:witness" as="element(h:figcaption)" priority="1"><!-- a head, but a caption -->
    <figcaption id="{@xml:id}"><xsl:apply-templates mode="#current"/></figcaption>
  </xsl:template>
  <xsl:template match="figure" mode="m:witness" as="element(h:figure)"><figure><xsl:apply-templates mode="#current"/></figure></xsl:template>
  <xsl:template match="p" mode="m:witness" as="element(h:p)"><p id="{@xml:id}"><xsl:if test="@rend"><xsl:attribute name="class" select="@rend"/></xsl:if><xsl:apply-templates mode="#current"/></p></xsl:template>
  <xsl:template match="ab" mode="m:witness" as="element(h:p)"><p class="ab" id="{@xml:id}"><xsl:if test="@n"><span class="ln">{@n}</span></xsl:if><xsl:apply-templates mode="#current"/></p></xsl:template>
  <xsl:template match="lg | sp | opener | closer" mode="m:witness" as="element(h:div)"><div class="{local-name()}" id="{@xml:id}"><xsl:apply-templates mode="#current"/></div></xsl:template>
  <xsl:template match="l" mode="m:witness" as="element(h:p)">
    <p class="{f:verse-classes(.)}" id="{@xml:id}"><xsl:sequence select="f:own-verse-number(.)"/><xsl:apply-templates mode="#current"/></p>
  </xsl:template>
  <xsl:template match="speaker | stage | dateline | salute | signed | seg" mode="m:witness" as="element(h:p)"><p class="{local-name()}" id="{@xml:id}"><xsl:apply-templates mode="#current"/></p></xsl:template>
  <xsl:template match="table" mode="m:witness" as="element(h:table)"><table class="given" id="{@xml:id}"><tbody><xsl:apply-templates select="row" mode="#current"/></tbody></table></xsl:template>
  <xsl:template match="row" mode="m:witness" as="element(h:tr)"><tr id="{@xml:id}"><xsl:apply-templates select="cell" mode="#current"/></tr></xsl:template>
  <xsl:template match="cell" mode="m:witness" as="element(h:td)"><td id="{@xml:id}"><xsl:apply-templates mode="#current"/></td></xsl:template>
  <xsl:template match="row[@role = 'label']/cell" mode="m:witness" as="element(h:th)" priority="1"><!-- before other cells -->
    <th scope="col" id="{@xml:id}"><xsl:apply-templates mode="#current"/></th>
  </xsl:template>
  <xsl:template _match="{$f:written} | del" mode="m:witness" as="element(h:span)"><span class="{f:rendition(.)}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="ref[@type = 'link'][@target]" mode="m:witness" as="element(h:a)" priority="1"><!-- before what is written in another way -->
    <a class="link" href="{@target}"><xsl:apply-templates mode="#current"/></a>
  </xsl:template>
  <xsl:template match="ref[@type = 'link'][@target][ancestor::*[f:is-linked(.)] or .//*[f:is-linked(.)]]" mode="m:witness" as="element(h:span)" priority="2"><!-- a link holds no link -->
    <span class="link"><xsl:apply-templates mode="#current"/></span>
  </xsl:template>
  <xsl:template match="lb" mode="m:witness" as="element(h:br)"><br/></xsl:template>
  <xsl:template match="lb[@break = 'no']" mode="m:witness" as="element(h:span)" priority="1"><!-- before other lines --><span class="lb">|</span></xsl:template>
  <xsl:template match="cb" mode="m:witness" as="element(h:span)"><span class="pb">‖</span></xsl:template>
  <xsl:template match="quote[p | lg | l | list | table | listBibl]" mode="m:witness" as="element(h:blockquote)">
    <blockquote id="{@xml:id}"><xsl:apply-templates mode="#current"/></blockquote>
  </xsl:template>
  <xsl:template match="quote[not(p | lg | l | list | table | listBibl)]" mode="m:witness" as="element(h:span)"><span class="quoted"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="list | listBibl" mode="m:witness" as="element(h:ul)">
    <ul class="as-found"><xsl:if test="@xml:id"><xsl:attribute name="id" select="@xml:id"/></xsl:if><xsl:apply-templates select="*" mode="#current"/></ul>
  </xsl:template>
  <xsl:template match="item | listBibl/bibl" mode="m:witness" as="element(h:li)"><li id="{@xml:id}"><xsl:apply-templates mode="#current"/></li></xsl:template>
  <xsl:template match="note" mode="m:witness" as="element(h:p)">
    <p class="note" id="{@xml:id}">
      <xsl:if test="@n and not(pc)"><span class="mark">{@n}</span><xsl:text> </xsl:text></xsl:if>
      <xsl:apply-templates mode="#current"/>
      <xsl:for-each select="tokenize(@target)"><xsl:text> </xsl:text><a class="back" href="{.}" aria-label="{f:say('witness.back')}">↩</a></xsl:for-each>
    </p>
  </xsl:template>
  <xsl:template match="note//bibl" mode="m:witness" as="element(h:span)"><span class="citation" id="{@xml:id}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="author | editor | publisher | pubPlace | idno | biblScope" mode="m:witness" as="node()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="note//bibl[@corresp]/biblScope" mode="m:witness" as="element(h:a)" priority="1"><!-- the pages lead to the work -->
    <a class="cited" href="{f:entry(../@corresp)}"><xsl:apply-templates mode="#current"/></a>
  </xsl:template>
  <xsl:template match="fw" mode="m:witness" as="element(h:p)"><p class="fw"><xsl:apply-templates mode="#current"/></p></xsl:template>
  <xsl:template match="pc | surplus" mode="m:witness" as="element(h:span)"><span class="{local-name()}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="ref[@type = 'noteMark'][@target]" mode="m:witness" as="element(h:a)"><a class="mark" id="{@xml:id}" href="{@target}">{@n[not(string(current()))]}<xsl:apply-templates mode="#current"/></a></xsl:template>
  <xsl:template match="ref[@type = 'noteMark'][not(@target)]" mode="m:witness" as="element(h:span)"><span class="mark" id="{@xml:id}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="foreign" mode="m:witness" as="element(h:span)"><span lang="{@xml:lang}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template _match="({$f:names})[@ref]" mode="m:witness" as="element(h:a)+">
    <xsl:param name="departures" as="map(xs:string, map(xs:string, item())*)" tunnel="yes"/>
    <a class="{local-name()}" id="{@xml:id}" href="{f:entry(@ref)}"><xsl:apply-templates mode="#current"/></a>
    <xsl:sequence select="f:entries-behind(., $departures)"/>
  </xsl:template>
  <xsl:template _match="({$f:names})[not(@ref)]" mode="m:witness" as="element(h:span)">
    <span class="{local-name()}" id="{@xml:id}"><xsl:apply-templates mode="#current"/></span>
  </xsl:template>
  <xsl:template match="date[@when]" mode="m:witness" as="element(h:time)">
    <time id="{@xml:id}" datetime="{@when}"><xsl:apply-templates mode="#current"/></time>
  </xsl:template>
  <xsl:template match="date[not(@when)]" mode="m:witness" as="element(h:span)"><span id="{@xml:id}" class="date"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="gap[@resp]" mode="m:witness" as="element(h:span)"><xsl:sequence select="f:lost(f:siglum(.))"/></xsl:template>
  <!-- Whole words are lost: what is lost of a word stands in it as […]. -->
  <xsl:template match="gap[not(@resp)]" mode="m:witness" as="node()+">
    <xsl:if test="matches(string(preceding-sibling::node()[1]), '\S$')"><xsl:text> </xsl:text></xsl:if>
    <span class="lacuna">[{string-join(('…', @extent), ' ')}]</span>
    <xsl:if test="matches(string(following-sibling::node()[1]), '^\S')"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>
  <xsl:template match="g" mode="m:witness" as="element(h:span)"><span class="g" title="{f:say('read.character')}">�</span></xsl:template>

  <!-- Whether an element is shown as a link. -->
  <xsl:function name="f:is-linked" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element[@ref or self::ref[@target]])"/>
  </xsl:function>
</xsl:stylesheet>
