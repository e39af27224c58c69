<?xml version="1.0" encoding="UTF-8"?>
<!-- A last pass over a page: what runs otherwise than its surroundings says so (@dir). The frame runs as its labels do, the
     text, its entries, cells and names as their letters. A page that has no letters from right to left stays as it is. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:variable name="f:text-direction" as="xs:string" select="f:direction(string($edition/TEI/text/body), $edition/TEI/text/@xml:lang)"/>

  <xsl:function name="f:directed" as="element(h:html)">
    <xsl:param name="page" as="element(h:html)"/>
    <xsl:variable name="frame" select="f:direction-of-tag($page/@lang)"/>
    <xsl:choose>
      <xsl:when test="$frame eq 'ltr' and not(f:has-right-to-left(string($page/h:body)))"><xsl:sequence select="$page"/></xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="$page" mode="m:directed"><xsl:with-param name="frame" select="$frame"/></xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:mode name="m:directed" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template match="h:html" mode="m:directed" as="element(h:html)">
    <xsl:param name="frame" as="xs:string"/>
    <xsl:copy>
      <xsl:attribute name="dir" select="$frame"/>
      <xsl:apply-templates select="@*, node()" mode="#current"><xsl:with-param name="around" select="$frame" tunnel="yes"/></xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <!-- The head and foot of every page are frame, whatever the title of the edition is written in. -->
  <xsl:template match="h:header | h:footer" mode="m:directed"><xsl:copy-of select="."/></xsl:template>

  <!-- Lists of links are frame, too, but each link runs as its words. -->
  <xsl:template match="h:nav" mode="m:directed" as="element(h:nav)">
    <xsl:copy><xsl:apply-templates select="@*, node()" mode="m:directed-frame"/></xsl:copy>
  </xsl:template>
  <xsl:mode name="m:directed-frame" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:template match="h:a" mode="m:directed-frame" as="element(h:a)">
    <xsl:param name="around" as="xs:string" tunnel="yes"/>
    <xsl:copy><xsl:copy-of select="@*"/><xsl:sequence select="f:isolated(node(), f:running(string(), $around), $around)"/></xsl:copy>
  </xsl:template>

  <!-- Labels within an entry; the blank behind them is no part of what is kept apart. -->
  <xsl:template match="h:i[ancestor::h:*[tokenize(@class) = 'entries']][not(*)]" mode="m:directed" as="node()+">
    <xsl:param name="around" as="xs:string" tunnel="yes"/>
    <xsl:variable name="words" select="replace(., '\s+$', '')"/>
    <xsl:copy><xsl:copy-of select="@*"/><xsl:sequence select="f:isolated($words, f:running($words, $around), $around)"/></xsl:copy>
    <xsl:value-of select="substring-after(., $words)"/>
  </xsl:template>

  <xsl:function name="f:isolated" as="item()*">
    <xsl:param name="content" as="item()*"/>
    <xsl:param name="own" as="xs:string"/>
    <xsl:param name="around" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="$own eq $around"><xsl:sequence select="$content"/></xsl:when>
      <xsl:otherwise><bdi xmlns="http://www.w3.org/1999/xhtml" dir="{$own}"><xsl:sequence select="$content"/></bdi></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Blocks, words of another language, and what is cited. -->
  <xsl:template match="h:p | h:li | h:h1 | h:h2 | h:h3 | h:h4 | h:h5 | h:h6 | h:td | h:th | h:blockquote | h:figcaption | h:caption | h:dt | h:dd
      | h:summary | h:q | h:span[@lang] | h:article | h:ol | h:ul | h:b[@class = ('place', 'loc')]
      | h:*[tokenize(@class) = ('lemma', 'reading', 'sigla', 'name', 'siglum', 'sense', 'words', 'remark', 'base-text', 'when', 'life', 'type')]" mode="m:directed" as="element()">
    <xsl:param name="around" as="xs:string" tunnel="yes"/>
    <xsl:variable name="own" select="f:own-direction(., $around)"/>
    <xsl:copy>
      <xsl:if test="$own ne $around"><xsl:attribute name="dir" select="$own"/></xsl:if>
      <xsl:apply-templates select="@*" mode="#current"/>
      <xsl:variable name="content" as="node()*">
        <xsl:apply-templates mode="#current"><xsl:with-param name="around" select="$own" tunnel="yes"/></xsl:apply-templates>
      </xsl:variable>
      <xsl:choose>
        <xsl:when test="f:is-cited(.)"><bdi xmlns="http://www.w3.org/1999/xhtml" dir="{$own}"><xsl:sequence select="$content"/></bdi></xsl:when>
        <xsl:otherwise><xsl:sequence select="$content"/></xsl:otherwise>
      </xsl:choose>
    </xsl:copy>
  </xsl:template>

  <!-- Whether it is a part of an entry, which keeps its place whatever runs beside it: lemma, reading, siglum, number. -->
  <xsl:function name="f:is-cited" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="classes" select="tokenize($element/@class)"/>
    <xsl:sequence select="$classes = ('lemma', 'reading', 'siglum') or $classes = 'sigla' and not($element//h:*[tokenize(@class) = 'siglum'])
      or exists($element[self::h:b][@class = ('place', 'loc')])"/>
  </xsl:function>

  <!-- A text runs as a whole, and so do the entries of an apparatus; all else as its letters, or as what it stands in. -->
  <xsl:function name="f:own-direction" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="around" as="xs:string"/>
    <xsl:sequence select="if ($element/self::h:article) then f:direction(f:own-words($element), $element/@lang)
      else if ($element[tokenize(@class) = 'entries']) then $f:text-direction
      else if ($element/parent::*[tokenize(@class) = 'entries'] or f:is-list-of-ours($element)) then $around
      else f:running(f:own-words($element), $around)"/>
  </xsl:function>

  <!-- Outside a text a list, and an item with blocks in it, is frame: it has our marks. -->
  <xsl:function name="f:is-list-of-ours" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="not($element/ancestor::h:article) and exists(($element/self::h:ol, $element/self::h:ul, $element/self::h:li[h:p]))"/>
  </xsl:function>

  <!-- What it says without our labels in it, and without remarks, which run as they are. -->
  <xsl:function name="f:own-words" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="besides" select="$element/descendant::h:*[tokenize(@class) = ('vh', 'cite', 'kind', 'remark', 'base-text', 'when', 'life', 'type')]"/>
    <xsl:sequence select="string-join($element//text()[not(ancestor::h:* intersect $besides)])"/>
  </xsl:function>
</xsl:stylesheet>
