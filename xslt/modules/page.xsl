<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame of a page: head and foot. Everything a page says of the edition comes from the TEI header. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:variable name="f:policy" as="xs:string" select="'default-src ''none''; script-src ''self''; style-src ''self''; img-src ''self'' data:; font-src ''self''; base-uri ''none''; form-action ''self'''"/>

  <xsl:function name="f:page" as="xs:string">
    <xsl:param name="file" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:sequence select="f:page($file, $title, $content, map{})"/>
  </xsl:function>

  <!-- A whole page as text. What it may have besides: `aside`, which stands beside the content; `scripts`, the paths of
       scripts and data of its own; `layout`, the class of what holds the content (`wide`: no measure). -->
  <xsl:function name="f:page" as="xs:string">
    <xsl:param name="file" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:param name="besides" as="map(xs:string, item()*)"/>
    <xsl:variable name="page" as="element(h:html)">
      <html lang="{$messages/*/@lang}">
        <xsl:sequence select="f:layer-shown()"/>
        <head><xsl:sequence select="f:head($file, $title, $besides?scripts)"/></head>
        <body>
          <a class="skip" href="#content">{f:say('skip')}</a>
          <header class="site">
            <p class="title"><xsl:for-each select="f:setting('corpus')"><a class="corpus" href="{.}">{f:setting('corpus-title')}</a><span aria-hidden="true"> › </span></xsl:for-each><a href="index.html">{$f:title}</a></p>
            <xsl:sequence select="f:search-field($file)"/>
            <xsl:sequence select="f:language-switch($file), f:navigation($file)"/>
          </header>
          <div class="{($besides?layout, if (exists($besides?aside)) then 'columns' else 'single')[1]}">
            <xsl:sequence select="$besides?aside"/>
            <main id="content"><h1>{$title}</h1><xsl:sequence select="$content"/></main>
          </div>
          <footer class="site">
            <p><xsl:sequence select="f:rights()"/></p>
          </footer>
        </body>
      </html>
    </xsl:variable>
    <xsl:sequence select="serialize(f:in-folder(f:directed($page)), map{'method': 'html', 'html-version': 5.0, 'indent': false(), 'include-content-type': false()}) || '&#10;'"/>
  </xsl:function>

  <xsl:function name="f:head" as="element()+">
    <xsl:param name="file" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="scripts" as="xs:string*"/>
    <meta charset="utf-8"/>
    <title>{if ($file eq 'index.html') then $f:title else $title || ' · ' || $f:title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta http-equiv="Content-Security-Policy" content="{$f:policy}"/>
    <meta name="generator" content="variorum"/>
    <meta name="description" content="{f:say('description', ($title, $f:title))}"/>
    <meta name="color-scheme" content="light dark"/>
    <link rel="stylesheet" href="style.css"/>
    <xsl:if test="f:setting('style')"><link rel="stylesheet" href="own.css"/></xsl:if>
    <link rel="icon" href="data:,"/>
    <link rel="alternate" type="application/tei+xml" href="{$f:tei-file}"/>
    <xsl:for-each select="f:address('releases.xml')[exists($settings/*:settings/*:release)]"><link rel="alternate" type="application/atom+xml" title="{f:say('about.releases')}" href="{.}"/></xsl:for-each>
    <xsl:sequence select="f:alternates($file), f:metadata($file, $title)"/>
    <xsl:sequence select="f:data()"/>
    <script src="edition.js"/>
    <xsl:if test="f:setting('retired')"><script defer="" src="retired.js"/></xsl:if>
    <xsl:for-each select="$scripts"><script defer="" src="{.}"/></xsl:for-each>
  </xsl:function>

  <!-- The TEI that the pages are made of. -->
  <xsl:variable name="f:tei-file" as="xs:string" select="'tei/edition.xml'"/>

  <xsl:variable name="f:title" as="xs:string" select="normalize-space($edition//titleStmt/title[1])"/>

  <!-- What edition.toml says of the edition; empty where it says nothing. -->
  <xsl:function name="f:setting" visibility="public" as="xs:string?" xpath-default-namespace="">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="$settings/settings/@*[local-name() = $name][. ne '']/string()"/>
  </xsl:function>

  <xsl:function name="f:witness-file" as="xs:string">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="'wit-' || $witness/@xml:id || '.html'"/>
  </xsl:function>

  <xsl:function name="f:rights" as="node()*">
    <xsl:sequence select="$edition//fileDesc/publicationStmt/availability ! f:rights-in(.)"/>
  </xsl:function>

  <!-- Known licences have a short name; of others the address stands. -->
  <xsl:function name="f:licence-name" as="xs:string">
    <xsl:param name="licence" as="element(licence)"/>
    <xsl:variable name="known" as="map(xs:string, xs:string)" select="map{'^https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)': 'CC $1 $2',
        '^https?://creativecommons\.org/publicdomain/(zero)/([0-9.]+)': 'CC0 $2', '^https?://www\.apache\.org/licenses/LICENSE-([0-9.]+)': 'Apache $1'}"/>
    <xsl:variable name="pattern" select="map:keys($known)[matches($licence/@target, .)]"/>
    <xsl:variable name="name" select="$pattern ! replace($licence/@target, . || '.*$', $known(.))"/>
    <xsl:sequence select="if ($name and normalize-space($licence) = $licence/@target) then (if (starts-with($name, 'CC')) then upper-case($name) else $name) else normalize-space($licence)"/>
  </xsl:function>

  <xsl:function name="f:rights-in" as="node()*">
    <xsl:param name="availability" as="element(availability)"/>
    <xsl:for-each select="$availability/*">
      <xsl:choose>
        <xsl:when test="self::licence"><a rel="license" href="{@target}">{f:licence-name(.)}</a></xsl:when>
        <xsl:otherwise>{f:header-words(.)}</xsl:otherwise>
      </xsl:choose>
      <xsl:text> </xsl:text>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
