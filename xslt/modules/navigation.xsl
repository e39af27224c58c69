<?xml version="1.0" encoding="UTF-8"?>
<!-- How a reader finds the way: six links in the head of every page, below them the pages of the one that is open, and a
     field to search from anywhere. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <!-- The groups of pages: the key of the name, and the pages, each with its file and the key of its name or the name. -->
  <xsl:function name="f:groups" as="map(xs:string, item()*)*">
    <xsl:sequence select="
        map{'key': 'nav.group.read', 'pages': (map{'file': 'read.html', 'key': 'nav.read'},
          map{'file': 'introduction.html', 'key': 'nav.introduction'}[$f:introduction],
          map{'file': 'commentary.html', 'key': 'nav.commentary'}[$f:commentary],
          f:translations() ! map{'file': f:translation-file(.), 'label': f:translation-name(.)},
          $edition//listWit/witness ! map{'file': f:witness-file(.), 'name': string(@n)})},
        map{'key': 'nav.compare', 'pages': ((map{'file': 'compare.html', 'key': 'nav.compare'}, map{'file': 'variants.html', 'key': 'nav.variants'}, f:step-links())[$f:pair[2]],
          map{'file': 'relations.html', 'key': 'relations.title'}[$f:has-relations])},
        map{'key': 'nav.apparatus', 'pages': (map{'file': 'apparatus.html', 'key': 'nav.apparatus'}, map{'file': 'disagreements.html', 'key': 'nav.disagreements'}[$f:disagreements])},
        map{'key': 'nav.group.index', 'pages': (($f:registers, 'network'[$f:has-network]) ! map{'file': . || '.html', 'key': 'nav.' || .}, map{'file': 'bibliography.html', 'key': 'cited.title'}[$f:cited-works])},
        map{'key': 'nav.search', 'pages': map{'file': 'search.html', 'key': 'nav.search'}},
        map{'key': 'nav.about', 'pages': (map{'file': 'about.html', 'key': 'nav.about'}, $f:pages-of-editor ! map{'file': f:page-file(.), 'label': f:prose-title(.)},
          map{'file': 'downloads.html', 'key': 'nav.downloads'})}"/>
  </xsl:function>

  <!-- The registers that have entries. -->
  <xsl:variable name="f:registers" as="xs:string*" select="$f:kinds[f:entries(., $registers)]?file"/>

  <xsl:function name="f:navigation" as="element(h:nav)">
    <xsl:param name="file" as="xs:string"/>
    <xsl:variable name="groups" select="f:groups()[exists(?pages)]"/>
    <xsl:variable name="open" select="$groups[?pages?file = $file][count(?pages) gt 1][1]"/>
    <nav class="site" aria-label="{f:say('menu.label')}">
      <ul class="main">
        <xsl:for-each select="$groups">
          <xsl:variable name="is-open" select="?pages?file = $file"/>
          <li><a href="{?pages[1]?file}"><xsl:if test="$is-open"><xsl:attribute name="aria-current" select="if (count(?pages) gt 1) then 'true' else 'page'"/></xsl:if>{f:say(?key)}</a></li>
        </xsl:for-each>
      </ul>
      <xsl:for-each select="$open">
        <ul class="within" aria-label="{f:say(?key)}"><xsl:for-each select="?pages"><xsl:sequence select="f:navigation-link(., $file)"/></xsl:for-each></ul>
      </xsl:for-each>
    </nav>
  </xsl:function>

  <xsl:function name="f:navigation-link" as="element(h:li)">
    <xsl:param name="link" as="map(xs:string, xs:string)"/>
    <xsl:param name="file" as="xs:string"/>
    <li>
      <a href="{$link?file}">
        <xsl:if test="$link?file eq $file"><xsl:attribute name="aria-current" select="'page'"/></xsl:if>
        <xsl:if test="$link?name"><xsl:attribute name="title" select="f:witness-name($link?name)"/><span class="vh">{f:say('witness')} </span></xsl:if>
        <xsl:value-of select="($link?label, $link?name, $link?key ! f:say(.))[1]"/>
      </a>
    </li>
  </xsl:function>

  <!-- What a witness is called besides its siglum. -->
  <xsl:function name="f:witness-name" as="xs:string">
    <xsl:param name="siglum" as="xs:string"/>
    <xsl:sequence select="f:labelled(f:say('witness') || ' ' || $siglum) || ' ' || $edition//listWit/witness[@n = $siglum][1]/title/normalize-space()"/>
  </xsl:function>

  <!-- The field in the head; the page of the search has one of its own. -->
  <xsl:function name="f:search-field" as="element(h:search)?">
    <xsl:param name="file" as="xs:string"/>
    <xsl:if test="$file ne 'search.html'">
      <search class="find">
        <form action="search.html" method="get">
          <input type="search" name="q" dir="auto" autocapitalize="none" spellcheck="false" enterkeyhint="search" aria-label="{f:say('search.label')}" placeholder="{f:say('nav.search')}"/>
          <button type="submit">{f:say('search.submit')}</button>
        </form>
      </search>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
