<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame of a page: head, navigation, foot. Everything a page says of the edition comes from the TEI header. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:variable name="f:policy" as="xs:string" select="'default-src ''none''; style-src ''self''; img-src ''self'' data:; base-uri ''none''; form-action ''none'''"/>

  <xsl:function name="f:page" as="xs:string">
    <xsl:param name="file" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:sequence select="f:page($file, $title, $content, ())"/>
  </xsl:function>

  <!-- A whole page as text: `aside` stands beside the content. -->
  <xsl:function name="f:page" as="xs:string">
    <xsl:param name="file" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:param name="aside" as="node()*"/>
    <xsl:variable name="page" as="element(h:html)">
      <html lang="{$edition/TEI/@xml:lang}">
        <head>
          <meta charset="utf-8"/>
          <title>{if ($file eq 'index.html') then $f:title else $title || ' · ' || $f:title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1"/>
          <meta http-equiv="Content-Security-Policy" content="{$f:policy}"/>
          <meta name="generator" content="variorum"/>
          <meta name="description" content="{$title}: a page of the digital edition {$f:title}."/>
          <link rel="stylesheet" href="style.css"/>
          <link rel="icon" href="data:,"/>
          <link rel="alternate" type="application/tei+xml" href="tei/edition.xml"/>
        </head>
        <body>
          <a class="skip" href="#content">To the text</a>
          <header class="site">
            <p class="title"><a href="index.html">{$f:title}</a></p>
            <nav aria-label="Pages of the edition">
              <ul><xsl:sequence select="f:navigation($file)"/></ul>
            </nav>
          </header>
          <div class="{if ($aside) then 'columns' else 'single'}">
            <xsl:sequence select="$aside"/>
            <main id="content"><h1>{$title}</h1><xsl:sequence select="$content"/></main>
          </div>
          <footer class="site">
            <p><xsl:sequence select="f:rights()"/></p>
          </footer>
        </body>
      </html>
    </xsl:variable>
    <xsl:sequence select="serialize($page, map{'method': 'html', 'html-version': 5.0, 'indent': false(), 'include-content-type': false()}) || '&#10;'"/>
  </xsl:function>

  <xsl:variable name="f:title" as="xs:string" select="normalize-space($edition//titleStmt/title[1])"/>

  <xsl:function name="f:navigation" as="element(h:li)*">
    <xsl:param name="file" as="xs:string"/>
    <xsl:for-each select="
        map{'file': 'read.html', 'label': 'Text'},
        $edition//listWit/witness ! map{'file': f:witness-file(.), 'label': @n || ''},
        map{'file': 'apparatus.html', 'label': 'Apparatus'},
        map{'file': 'disagreements.html', 'label': 'Disagreements'}[$f:disagreements],
        map{'file': 'persons.html', 'label': 'Persons'},
        map{'file': 'places.html', 'label': 'Places'},
        map{'file': 'organisations.html', 'label': 'Organisations'},
        map{'file': 'events.html', 'label': 'Events'},
        map{'file': 'works.html', 'label': 'Works'},
        map{'file': 'downloads.html', 'label': 'Downloads'},
        map{'file': 'about.html', 'label': 'About'}">
      <li>
        <a href="{?file}">
          <xsl:if test="?file eq $file"><xsl:attribute name="aria-current" select="'page'"/></xsl:if>
          <xsl:if test="starts-with(?file, 'wit-')"><span class="vh">Witness </span></xsl:if>
          <xsl:value-of select="?label"/>
        </a>
      </li>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:witness-file" as="xs:string">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="'wit-' || $witness/@xml:id || '.html'"/>
  </xsl:function>

  <xsl:function name="f:rights" as="node()*">
    <xsl:for-each select="$edition//fileDesc/publicationStmt/availability/*">
      <xsl:choose>
        <xsl:when test="self::licence"><a rel="license" href="{@target}">{.}</a></xsl:when>
        <xsl:otherwise>{.}</xsl:otherwise>
      </xsl:choose>
      <xsl:text> </xsl:text>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
