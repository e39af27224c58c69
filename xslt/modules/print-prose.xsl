<?xml version="1.0" encoding="UTF-8"?>
<!-- The introduction before the text and the commentary behind it. Of the commentary each section names the block it is on,
     whose first word has its place in the book. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:key name="f:comment" match="note[@type = 'commentary']" use="tokenize(@target)[1]"/>

  <!-- The mark of a block that the commentary speaks of. -->
  <xsl:function name="f:commented" as="element(o:mark)?">
    <xsl:param name="block" as="element()"/>
    <xsl:if test="$block/@xml:id and exists(key('f:comment', '#' || $block/@xml:id, root($block)))"><mark key="{$block/@xml:id}"/></xsl:if>
  </xsl:function>

  <xsl:mode name="m:prose" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="div[@type = ('introduction', 'commentary')]" mode="m:prose" as="element(o:prose)">
    <prose kind="{@type}" title="{(head ! normalize-space(), f:say('nav.' || @type))[1]}" lang="{(ancestor-or-self::*/@xml:lang)[last()]}" dir="{f:direction(string(), (ancestor-or-self::*/@xml:lang)[last()])}">
      <xsl:apply-templates select="* except head" mode="#current"/>
    </prose>
  </xsl:template>
  <xsl:template match="div" mode="m:prose" as="element()*"><xsl:apply-templates select="*" mode="#current"/></xsl:template>
  <xsl:template match="head" mode="m:prose" as="element(o:head)">
    <head level="{count(ancestor::div)}" title="{normalize-space()}"><xsl:apply-templates mode="#current"/></head>
  </xsl:template>
  <xsl:template match="div[@type = 'notes']" mode="m:prose" as="element(o:endnotes)">
    <endnotes><xsl:apply-templates select="note" mode="#current"/></endnotes>
  </xsl:template>
  <xsl:template match="note" mode="m:prose" as="element(o:endnote)">
    <endnote id="{@xml:id}" n="{@n}"><xsl:apply-templates select="*" mode="#current"/></endnote>
  </xsl:template>

  <xsl:template match="note[@type = 'commentary']" mode="m:prose" as="element(o:comment)" priority="1"><!-- before other notes -->
    <xsl:variable name="first" select="label[not(preceding-sibling::*)]"/>
    <xsl:variable name="place" select="tokenize(@target)[1] ! key('f:id', substring(., 2), root(current()))"/>
    <comment id="{@xml:id}">
      <xsl:if test="$place"><xsl:attribute name="key" select="$place/@xml:id"/></xsl:if>
      <xsl:sequence select="f:attribute(string($place/@loc), 'loc')"/>
      <xsl:if test="$first"><lemma><xsl:sequence select="f:turned(string($first))"/>{$first}</lemma></xsl:if>
      <xsl:for-each select="@source"><sigla>{f:cited(.)}</sigla></xsl:for-each>
      <xsl:apply-templates select="* except $first" mode="#current"/>
    </comment>
  </xsl:template>

  <xsl:template match="p | label" mode="m:prose" as="element()"><xsl:element name="{local-name()}"><xsl:apply-templates mode="#current"/></xsl:element></xsl:template>
  <xsl:template match="quote" mode="m:prose" as="element(o:quote)"><quote><xsl:apply-templates select="*" mode="#current"/></quote></xsl:template>
  <xsl:template match="list" mode="m:prose" as="element(o:list)"><list kind="{@rend}"><xsl:apply-templates select="item" mode="#current"/></list></xsl:template>
  <!-- Words of an item beside its paragraphs and lists are a paragraph of their own. -->
  <xsl:template match="item" mode="m:prose" as="element(o:item)">
    <item>
      <xsl:sequence select="f:attribute(string(@n), 'n')"/>
      <xsl:for-each-group select="node()" group-adjacent="exists(self::p | self::list | self::table)">
        <xsl:choose>
          <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()" mode="#current"/></xsl:when>
          <xsl:otherwise><p><xsl:apply-templates select="current-group()" mode="#current"/></p></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </item>
  </xsl:template>
  <xsl:template match="table" mode="m:prose" as="element(o:table)"><table columns="{max(row ! count(cell))}"><xsl:apply-templates select="row" mode="#current"/></table></xsl:template>
  <xsl:template match="row" mode="m:prose" as="element(o:row)"><row head="{if (@role) then 'yes' else 'no'}"><xsl:apply-templates select="cell" mode="#current"/></row></xsl:template>
  <xsl:template match="cell" mode="m:prose" as="element(o:cell)"><cell><xsl:apply-templates mode="#current"/></cell></xsl:template>
  <xsl:template match="figure" mode="m:prose" as="element(o:figure)">
    <figure src="{substring-after(graphic/@url, '../')}" alt="{figDesc}"><xsl:apply-templates select="head/node()" mode="#current"/></figure>
  </xsl:template>

  <xsl:template match="text()" mode="m:prose" as="text()"><xsl:value-of select="replace(., '\s+', ' ')"/></xsl:template>
  <xsl:template match="hi" mode="m:prose" as="element(o:hi)"><hi rend="{@rend}"><xsl:apply-templates mode="#current"/></hi></xsl:template>
  <xsl:template match="lb" mode="m:prose" as="element(o:line)"><line/></xsl:template>
  <xsl:template match="ref" mode="m:prose" as="node()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="ref[matches(@target, '^[A-Za-z][A-Za-z0-9+.-]*:')]" mode="m:prose" as="element(o:ref)"><ref href="{@target}"><xsl:apply-templates mode="#current"/></ref></xsl:template>
  <xsl:template match="ref[@type = 'noteMark']" mode="m:prose" as="element(o:to-endnote)" priority="1"><!-- before links -->
    <to-endnote key="{substring(@target, 2)}">{@n}</to-endnote>
  </xsl:template>
  <!-- In a heading, which stands in the contents, too, there are neither links nor marks. -->
  <xsl:template match="head//ref" mode="m:prose" as="node()*" priority="2"><!-- before all links --><xsl:if test="not(@type = 'noteMark')"><xsl:apply-templates mode="#current"/></xsl:if></xsl:template>

  <!-- A translation follows the text, block by block; of its markup only emphasis and notes are printed. -->
  <xsl:function name="f:translations" as="element(o:prose)*">
    <xsl:for-each select="$translations/*/TEI">
      <prose kind="translation" title="{normalize-space(teiHeader//titleStmt/title[1])}" lang="{text/@xml:lang}" dir="{f:direction(string(text), text/@xml:lang)}">
        <xsl:for-each select="teiHeader//respStmt[resp = 'translation']/persName"><p><hi rend="italic">{f:say('translation.by', string())}</hi></p></xsl:for-each>
        <xsl:apply-templates select="text/body//*[f:is-block(.)][not(ancestor::note)]" mode="m:translation"/>
        <xsl:where-populated><endnotes><xsl:apply-templates select="text/body//note[@xml:id][@target]" mode="m:translation"/></endnotes></xsl:where-populated>
      </prose>
    </xsl:for-each>
  </xsl:function>
  <xsl:mode name="m:translation" on-no-match="shallow-skip" on-multiple-match="fail"/>
  <xsl:template _match="{$f:block}" mode="m:translation" as="element()"><p><xsl:apply-templates mode="#current"/></p></xsl:template>
  <xsl:template match="l" mode="m:translation" as="element()" priority="1"><!-- a block, but a verse --><verse><xsl:apply-templates mode="#current"/></verse></xsl:template>
  <xsl:template match="head" mode="m:translation" as="element()" priority="1"><!-- a block, but a heading -->
    <head level="{max((2, 1 + count(ancestor::div)))}" title="{normalize-space()}"><xsl:apply-templates select="node() except ref" mode="#current"/></head>
  </xsl:template>
  <xsl:template match="note" mode="m:translation" as="element(o:endnote)"><endnote id="t-{@xml:id}" n="{@n}"><p><xsl:apply-templates mode="#current"/></p></endnote></xsl:template>
  <xsl:template match="body//*[f:is-block(.)]/note | pc | fw | surplus | del" mode="m:translation" priority="2"/><!-- before what is printed -->
  <xsl:template match="hi" mode="m:translation" as="element(o:hi)"><hi rend="{@rend}"><xsl:apply-templates mode="#current"/></hi></xsl:template>
  <xsl:template match="foreign" mode="m:translation" as="element(o:lang)"><lang code="{@xml:lang}">{.}</lang></xsl:template>
  <xsl:template match="lb" mode="m:translation" as="element(o:line)"><line/></xsl:template>
  <xsl:template match="ref[@type = 'noteMark'][@target]" mode="m:translation" as="element(o:to-endnote)"><to-endnote key="t-{substring(@target, 2)}">{@n}</to-endnote></xsl:template>
  <xsl:template match="text()" mode="m:translation" as="text()"><xsl:value-of select="replace(., '\s+', ' ')"/></xsl:template>
</xsl:stylesheet>
