<?xml version="1.0" encoding="UTF-8"?>
<!-- Index pages: every entry of a register with its forms, its facts, and every mention in its words, by witness. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:mode name="m:fact" on-no-match="shallow-skip"/>

  <xsl:key name="f:mention" match="text//*[@ref]" use="substring-after(@ref, '#')"/>

  <!-- By the type of idno: the name of an authority file, and the address of its pages without the number. -->
  <xsl:variable name="f:authorities" as="map(xs:string, xs:string+)" select="map{
      'wikidata': ('Wikidata', 'https://www.wikidata.org/wiki/'), 'gnd': ('GND', 'https://d-nb.info/gnd/'),
      'viaf': ('VIAF', 'https://viaf.org/viaf/'), 'geonames': ('GeoNames', 'https://www.geonames.org/'),
      'orcid': ('ORCID', 'https://orcid.org/'), 'isni': ('ISNI', 'https://isni.org/isni/'),
      'lcnaf': ('LCNAF', 'https://id.loc.gov/authorities/names/'),
      'pleiades': ('Pleiades', 'https://pleiades.stoa.org/places/'), 'doi': ('DOI', 'https://doi.org/')}"/>

  <!-- Characters of context on each side of a mention. -->
  <xsl:variable name="f:context" as="xs:integer" select="50"/>

  <!-- The page of a kind: events have one of their own, above the places stand maps. -->
  <xsl:function name="f:register-page" as="map(xs:string, xs:string)">
    <xsl:param name="kind" as="map(xs:string, xs:string)"/>
    <xsl:variable name="entries" select="f:entries($kind, $registers)"/>
    <xsl:sequence select="if ($kind?entry eq 'event') then f:events-page($entries)
      else f:register-page($kind?file || '.html', f:say('nav.' || $kind?file), $entries, if ($kind?entry eq 'place') then f:maps() else ())"/>
  </xsl:function>

  <!-- The same of entries, with what stands above the list. -->
  <xsl:function name="f:register-page" as="map(xs:string, xs:string)">
    <xsl:param name="file" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="entries" as="element()*"/>
    <xsl:param name="above" as="element()*"/>
    <xsl:variable name="named" as="element()*">
      <xsl:perform-sort select="$entries[f:mentions(@xml:id) or f:is-related(@xml:id)]"><xsl:sort select="f:sort-key(.)" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/></xsl:perform-sort>
    </xsl:variable>
    <xsl:variable name="content" as="node()*">
      <p class="lead">{f:say('register.lead', (f:count-of(count($named), 'register.entries'), f:count-of(sum($named ! count(f:mentions(@xml:id))), 'register.mentions')))}<xsl:sequence select="f:table(replace($file, 'html$', 'csv'))"/></p>
      <xsl:sequence select="$above"/>
      <xsl:sequence select="f:letters-list($named)[count($named) ge $f:long-list]"/>
      <div class="entries-list">
        <xsl:for-each-group select="$named" group-adjacent="f:letter(.)">
          <xsl:if test="count($named) ge $f:long-list"><h2 class="letter" id="{f:letter-id(current-grouping-key())}">{current-grouping-key()}</h2></xsl:if>
          <xsl:for-each select="current-group()"><xsl:sequence select="f:register-entry(.)"/></xsl:for-each>
        </xsl:for-each-group>
      </div>
    </xsl:variable>
    <xsl:sequence select="map{$file: f:page($file, $title, $content)}"/>
  </xsl:function>

  <!-- From so many entries on a list has its letters. -->
  <xsl:variable name="f:long-list" as="xs:integer" select="30"/>

  <xsl:function name="f:letter-id" as="xs:string">
    <xsl:param name="letter" as="xs:string"/>
    <xsl:sequence select="'letter-' || (if (matches($letter, '[A-Z]')) then lower-case($letter) else string(string-to-codepoints($letter)[1]))"/>
  </xsl:function>

  <xsl:function name="f:letters-list" as="element(h:nav)">
    <xsl:param name="entries" as="element()*"/>
    <nav class="letters" aria-label="{f:say('register.letters')}">
      <ul><xsl:for-each select="distinct-values($entries ! f:letter(.))"><li><a href="#{f:letter-id(.)}">{.}</a></li></xsl:for-each></ul>
    </nav>
  </xsl:function>

  <!-- Whether a relation names the entry: other pages lead to it, though no witness may name it. -->
  <xsl:function name="f:is-related" as="xs:boolean">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="exists((key('f:active', $id, $registers), key('f:passive', $id, $registers)))"/>
  </xsl:function>

  <xsl:function name="f:mentions" as="element()*">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="key('f:mention', $id, $witnesses)"/>
  </xsl:function>

  <xsl:function name="f:name" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="normalize-space(f:main-form($entry))"/>
  </xsl:function>

  <xsl:function name="f:register-entry" as="element(h:details)">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="mentions" select="f:mentions($entry/@xml:id)"/>
    <details class="entry" id="{$entry/@xml:id}">
      <summary>
        <span class="name">{f:index-name($entry)}</span>
        <xsl:apply-templates select="$entry/(birth, death)[1]" mode="m:fact"/>
        <span class="count">{count($mentions)}</span>
      </summary>
      <p class="tools"><xsl:sequence select="f:cite($entry/@xml:id, f:index-name($entry))"/></p>
      <xsl:variable name="forms" select="distinct-values(f:forms($entry)[position() gt 1][not(@type = 'stem')]/normalize-space())"/>
      <xsl:if test="exists($forms)"><p class="forms">{f:say('forms')} <xsl:sequence select="f:spoken(string-join($forms, $f:semicolon))"/></p></xsl:if>
      <xsl:where-populated><ul class="facts"><xsl:apply-templates select="$entry/(* except (birth | death))" mode="m:fact"/><xsl:sequence select="f:relations($entry)"/></ul></xsl:where-populated>
      <ul class="mentions">
        <xsl:for-each select="$mentions"><xsl:sequence select="f:in-context(.)"/></xsl:for-each>
      </ul>
    </details>
  </xsl:function>

  <xsl:template match="birth | death" mode="m:fact" as="element(h:span)?">
    <xsl:variable name="person" select=".."/>
    <xsl:if test=". is ($person/(birth | death))[1]"><xsl:for-each select="f:life-years($person)"><span class="life"> {.}</span></xsl:for-each></xsl:if>
  </xsl:template>
  <xsl:template match="occupation | state | residence | note[not(@type = ('cue', 'never'))]" mode="m:fact" as="element(h:li)">
    <li>{f:fact-words(.)}<xsl:sequence select="f:stated(@source)"/></li>
  </xsl:template>
  <xsl:template match="note[quote]" mode="m:fact" as="element(h:li)" priority="1"><!-- before other notes -->
    <li><q><xsl:sequence select="f:language('text')"/>{normalize-space(quote[1])}</q><xsl:sequence select="f:told-in(.)"/></li>
  </xsl:template>
  <xsl:template match="idno[map:contains($f:authorities, string(@type))]" mode="m:fact" as="element(h:li)">
    <xsl:variable name="page" as="xs:string+" select="$f:authorities(@type)"/>
    <li><a href="{$page[2]}{encode-for-uri(translate(., ' &#9;&#10;', '')) => replace('%2F', '/')}">{$page[1]} {normalize-space()}</a></li>
  </xsl:template>
  <xsl:template match="location[geo]" mode="m:fact" as="element(h:li)"><li>{normalize-space(geo)}</li></xsl:template>

  <xsl:function name="f:stated" as="node()*">
    <xsl:param name="source" as="attribute(source)?"/>
    <xsl:if test="$source"><xsl:text> </xsl:text><span class="sigla">{string-join(tokenize($source)[not(. = '#checked')] ! substring(., 2), ' ')}</span></xsl:if>
  </xsl:function>

  <!-- A mention in its words, with a link to its place in the witness. -->
  <xsl:function name="f:in-context" as="element(h:li)">
    <xsl:param name="mention" as="element()"/>
    <xsl:variable name="block" select="($mention/ancestor::*[f:is-block(.) or self::note or self::fw])[last()]"/>
    <xsl:variable name="before" select="normalize-space('x' || string-join($block//text()[. &lt;&lt; $mention]) || 'x') => f:trim()"/>
    <xsl:variable name="after" select="normalize-space('x' || string-join($block//text()[. >> $mention][not(ancestor::* intersect $mention)]) || 'x') => f:trim()"/>
    <xsl:variable name="siglum" select="f:siglum($mention)"/>
    <li>
      <xsl:sequence select="f:language('text')"/>
      <span class="sigla">{$siglum}</span>
      <xsl:text> </xsl:text>
      <xsl:sequence select="f:verse-of($mention)"/>
      <span class="kwic"><xsl:sequence select="f:spoken((if (string-length($before) gt $f:context) then '…' else '') || substring($before, string-length($before) - $f:context + 1))"/></span>
      <a href="wit-{f:witness-id($mention)}.html#{$mention/@xml:id}"><xsl:sequence select="f:spoken(normalize-space($mention))"/></a>
      <span class="kwic"><xsl:sequence select="f:spoken(substring($after, 1, $f:context) || (if (string-length($after) gt $f:context) then '…' else ''))"/></span>
    </li>
  </xsl:function>

  <!-- Takes away the letter that kept the blanks at both ends. -->
  <xsl:function name="f:trim" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="substring($text, 2, string-length($text) - 2)"/>
  </xsl:function>

  <xsl:function name="f:siglum" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="string($node/ancestor::TEI[1]/teiHeader/fileDesc/sourceDesc/bibl/idno[@type = 'siglum'])"/>
  </xsl:function>

  <xsl:function name="f:witness-id" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="string($edition//listWit/witness[@n = f:siglum($node)]/@xml:id)"/>
  </xsl:function>
</xsl:stylesheet>
