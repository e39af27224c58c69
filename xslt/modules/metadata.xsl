<?xml version="1.0" encoding="UTF-8"?>
<!-- What a page says to programs: to Zotero and scholarly search engines (citation_*, Dublin Core), to those who show a
     card of a link (Open Graph), to general search engines (schema.org). What nobody stated is left out. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:function name="f:metadata" as="element()*">
    <xsl:param name="file" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:variable name="whole" select="if ($file eq 'index.html') then $f:title else $title || ' · ' || $f:title"/>
    <xsl:for-each select="f:address($file)"><link rel="canonical" href="{.}"/></xsl:for-each>
    <xsl:sequence select="
        f:meta('citation_title', $whole), f:meta('citation_author', $f:editors),
        f:meta('citation_publication_date', f:setting('date')), f:meta('citation_publisher', f:setting('publisher')),
        f:meta('citation_doi', f:setting('doi')), f:meta('citation_language', $edition/TEI/@xml:lang), f:meta('citation_public_url', f:address($file)),
        f:meta('citation_pdf_url', f:address('edition.pdf')[$downloads/*:downloads/*:file/@path = 'edition.pdf']),
        f:meta('DC.title', $whole), f:meta('DC.creator', $f:editors), f:meta('DC.date', f:setting('date')),
        f:meta('DC.publisher', f:setting('publisher')), f:meta('DC.language', $edition/TEI/@xml:lang),
        f:meta('DC.rights', $f:licence), f:meta('DC.identifier', (f:address($file), f:setting('doi')[$file = 'index.html'] ! ('https://doi.org/' || .))), f:meta('DC.type', 'Text')"/>
    <meta property="og:title" content="{$whole}"/>
    <meta property="og:type" content="book"/>
    <meta property="og:description" content="{f:say('description', ($title, $f:title))}"/>
    <xsl:for-each select="f:address($file)"><meta property="og:url" content="{.}"/></xsl:for-each>
    <script type="application/ld+json">{f:script-data(f:linked-data($file, $whole))}</script>
  </xsl:function>

  <xsl:function name="f:meta" as="element(h:meta)*">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="item()*"/>
    <xsl:for-each select="$values[normalize-space()]"><meta name="{$name}" content="{normalize-space(.)}"/></xsl:for-each>
  </xsl:function>

  <!-- The address of a file of the site, if edition.toml says where the site will be. -->
  <xsl:function name="f:address" visibility="public" as="xs:string?">
    <xsl:param name="file" as="xs:string"/>
    <xsl:sequence select="f:setting('url') ! (replace(., '/+$', '') || '/' || $f:folder[f:is-page($file)] || $file)"/>
  </xsl:function>

  <xsl:variable name="f:editors" as="xs:string*" select="$edition//titleStmt/editor/normalize-space()"/>
  <xsl:variable name="f:licence" as="xs:string?" select="$edition//fileDesc/publicationStmt/availability/licence/@target/string()"/>

  <xsl:function name="f:linked-data" as="map(*)">
    <xsl:param name="file" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:variable name="pairs" as="map(*)*" select="
        map{'@context': 'https://schema.org', '@type': 'CreativeWork', 'name': $title, 'inLanguage': string($edition/TEI/@xml:lang)},
        f:address($file) ! map{'url': .}, $f:licence ! map{'license': .}, f:setting('date') ! map{'datePublished': .},
        f:setting('version') ! map{'version': .}, f:setting('doi')[$file = 'index.html'] ! map{'identifier': 'https://doi.org/' || .}, f:setting('publisher') ! map{'publisher': map{'@type': 'Organization', 'name': .}},
        map{'editor': array{$f:editors ! map{'@type': 'Person', 'name': .}}}[exists($f:editors)],
        map{'encoding': array{map{'@type': 'MediaObject', 'encodingFormat': 'application/tei+xml', 'contentUrl': (f:address($f:tei-file), $f:root || $f:tei-file)[1]}}},
        map{'isPartOf': map{'@type': 'CreativeWork', 'name': $f:title}}[$file ne 'index.html']"/>
    <xsl:sequence select="map:merge($pairs)" xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
  </xsl:function>
</xsl:stylesheet>
