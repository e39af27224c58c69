<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of the apparatus: all entries by the sections of the text, each with its place; what its scripts need to filter,
     to sort (site/apparatus.js) and to pin (site/pinned.js). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <!-- A text without sections is grouped by so many numbered paragraphs or verses. -->
  <xsl:variable name="f:stretch" as="map(xs:string, xs:integer)" select="map{'p': 10, 'l': 50}"/>

  <xsl:function name="f:apparatus-page" as="map(xs:string, xs:string)">
    <xsl:variable name="told" select="f:told-places($edition//body)[not(ancestor::rdg) or not(self::app)]"/>
    <xsl:variable name="nested" select="$edition//body//rdg//app[not(f:is-hidden(.))]"/>
    <xsl:variable name="groups" select="f:entry-groups($told, 1)"/>
    <xsl:sequence select="map{'apparatus.html': f:page('apparatus.html', f:say('nav.apparatus'), f:apparatus-content($told, $nested, $groups),
        map{'aside': f:group-contents($groups), 'scripts': ('apparatus.js', 'pinned.js')})}"/>
  </xsl:function>

  <xsl:function name="f:apparatus-content" as="node()*">
    <xsl:param name="told" as="element()*"/>
    <xsl:param name="nested" as="element(app)*"/>
    <xsl:param name="groups" as="element()*"/>
    <xsl:variable name="apps" select="$edition//body//app[not(ancestor::rdg or f:is-hidden(.))]"/>
    <xsl:variable name="is-told-apart" select="$apps/@told or $told/self::anchor or exists($nested)"/>
    <p class="lead">{f:say('apparatus.lead' || '.excerpt'[$edition//witness/note[@type = 'scope']/@n = 'excerpt'], (f:count-of(count($apps), 'apparatus.places'), f:number(count($apps[@type = 'substantive']))))}{(' ' || f:say('apparatus.told', f:number(count($told[@n and not(@within)]) + count($nested))))[$is-told-apart]}</p>
    <xsl:sequence select="f:facts($edition//body//app[not(f:is-hidden(.))][.//rdg[@type = 'factual' or tokenize(@ana) = '#kind-factual']][not(.//app)])"/>
    <p class="remark">{f:say('apparatus.by-rule')}</p>
    <xsl:sequence select="f:entry-filters(distinct-values(($apps/(. | .//app)/rdg/@type[not(. = 'lac')], 'transposition'[$told/self::anchor])))"/>
    <div id="pinned" class="pinned" hidden=""/>
    <xsl:sequence select="$groups"/>
    <xsl:if test="$nested">
      <section id="nested">
        <header class="group"><h2>{f:say('apparatus.nested')}</h2></header>
        <ol class="entries full"><xsl:apply-templates select="$nested" mode="m:entry"/></ol>
      </section>
    </xsl:if>
  </xsl:function>

  <!-- What the scripts choose by, and what they say: data-shown.one is the message apparatus.js.shown.one. -->
  <xsl:function name="f:entry-filters" as="element(h:div)">
    <xsl:param name="types" as="xs:string*"/>
    <div class="filters" data-witnesses="{string-join($edition//listWit/witness[not(@n = $base)] ! (@xml:id || '=' || @n), ' ')}">
      <xsl:for-each select="$messages/messages/m[starts-with(@key, 'apparatus.js.')]" xpath-default-namespace="">
        <xsl:attribute name="data-{substring-after(@key, 'apparatus.js.')}" select="normalize-space()"/>
      </xsl:for-each>
      <xsl:for-each select="$types"><xsl:sort select="f:kind(.)"/><data value="{.}">{f:kind(.)}</data></xsl:for-each>
    </div>
  </xsl:function>

  <!-- Entries by the section that they stand in, sections within sections; outside of all, or without any, by stretches. -->
  <xsl:function name="f:entry-groups" as="element()*">
    <xsl:param name="told" as="element()*"/>
    <xsl:param name="depth" as="xs:integer"/>
    <xsl:for-each-group select="$told" group-adjacent="string((ancestor::div[not(ancestor::rdg)]/@xml:id)[$depth])">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:sequence select="f:section-group(key('f:id', current-grouping-key(), $edition), current-group(), $depth)"/></xsl:when>
        <xsl:when test="$depth eq 1 and empty($edition//body//div[not(ancestor::rdg)])"><xsl:sequence select="f:stretch-groups(current-group())"/></xsl:when>
        <xsl:otherwise><xsl:sequence select="f:entries-in-order(current-group())"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:function name="f:entries-in-order" as="element(h:ol)?">
    <xsl:param name="told" as="element()*"/>
    <xsl:where-populated><ol class="entries full"><xsl:apply-templates select="$told" mode="m:entry"/></ol></xsl:where-populated>
  </xsl:function>

  <!-- A section of the text that has entries, with its heading, which leads to the text; a part of the page that goes on
       with it has the heading again (publish/site/page_cuts.py). -->
  <xsl:function name="f:section-group" as="element(h:section)?">
    <xsl:param name="section" as="element(div)"/>
    <xsl:param name="told" as="element()*"/>
    <xsl:param name="depth" as="xs:integer"/>
    <xsl:variable name="groups" select="f:entry-groups($told, $depth + 1)"/>
    <xsl:if test="exists($groups)">
      <section id="n-{$section/@xml:id}">
        <header class="group">
          <xsl:element name="h{min((6, 1 + $depth))}">
            <a href="read.html#{$section/@xml:id}"><xsl:if test="f:reading($section/head[1])"><xsl:sequence select="f:language('text')"/></xsl:if>{f:section-name($section)}</a>
          </xsl:element>
        </header>
        <xsl:sequence select="$groups"/>
      </section>
    </xsl:if>
  </xsl:function>

  <!-- What a section is called in contents: its heading, or its first words. -->
  <xsl:function name="f:section-name" as="xs:string">
    <xsl:param name="section" as="element(div)"/>
    <xsl:sequence select="(f:reading($section/head[1])[.], f:say('contents.notes')[$section/@type = 'notes'], f:short(f:reading($section), 6))[1]"/>
  </xsl:function>

  <!-- Entries of a text without sections, by tens of its paragraphs or by fifties of its verses; in one list where there is
       one stretch, or where neither has a number. -->
  <xsl:function name="f:stretch-groups" as="element()*">
    <xsl:param name="told" as="element()*"/>
    <xsl:variable name="groups" as="array(element()+)*">
      <xsl:for-each-group select="$told" group-adjacent="f:stretch-of(.)"><xsl:sequence select="array{current-group()}"/></xsl:for-each-group>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="count($groups) lt 2 or count(distinct-values($groups ! f:stretch-of(?1))) lt count($groups)"><xsl:sequence select="f:entries-in-order($told)"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="$groups ! f:stretch-group(?*, f:stretch-of(?1))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- `p 11`: the entry stands in the ten paragraphs that begin with the eleventh; nothing before the first that has a number. -->
  <xsl:function name="f:stretch-of" as="xs:string">
    <xsl:param name="told" as="element()"/>
    <xsl:variable name="block" select="($told/ancestor::*[self::p or self::l][not(ancestor::rdg)][f:is-whole-number(@n)][1], $told/preceding::*[self::p or self::l][not(ancestor::rdg)][f:is-whole-number(@n)][1])[1]"/>
    <xsl:sequence select="string($block ! (local-name() || ' ' || (xs:integer(@n) - 1) idiv $f:stretch(local-name()) * $f:stretch(local-name()) + 1))"/>
  </xsl:function>

  <xsl:function name="f:is-whole-number" as="xs:boolean">
    <xsl:param name="number" as="attribute()?"/>
    <xsl:sequence select="matches($number, '^[1-9][0-9]{0,8}$')"/>
  </xsl:function>

  <xsl:function name="f:stretch-group" as="element()*">
    <xsl:param name="told" as="element()+"/>
    <xsl:param name="stretch" as="xs:string"/>
    <xsl:variable name="kind" select="substring-before($stretch, ' ')"/>
    <xsl:variable name="first" select="if ($kind) then xs:integer(substring-after($stretch, ' ')) else 0"/>
    <xsl:variable name="entries" select="f:entries-in-order($told)"/>
    <xsl:if test="$entries">
      <section>
        <xsl:if test="$kind">
          <xsl:attribute name="id" select="'n-' || $kind || '-' || $first"/>
          <header class="group"><h2>{f:say('apparatus.stretch.' || $kind, (f:number($first), f:number($first + $f:stretch($kind) - 1)))}</h2></header>
        </xsl:if>
        <xsl:sequence select="$entries"/>
      </section>
    </xsl:if>
  </xsl:function>

  <!-- The contents of the page. -->
  <xsl:function name="f:group-contents" as="element(h:nav)?">
    <xsl:param name="groups" as="element()*"/>
    <xsl:if test="$groups[@id]">
      <nav class="contents" aria-label="{f:say('contents')}">
        <details><summary>{f:say('contents')}</summary><xsl:sequence select="f:group-list($groups[@id])"/></details>
      </nav>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:group-list" as="element(h:ol)?">
    <xsl:param name="groups" as="element(h:section)*"/>
    <xsl:if test="$groups">
      <ol>
        <xsl:for-each select="$groups">
          <xsl:variable name="heading" select="*[1]"/>
          <li><a href="#{@id}"><xsl:copy-of select="$heading/descendant-or-self::*/@lang"/>{$heading}</a><xsl:sequence select="f:group-list(h:section[@id])"/></li>
        </xsl:for-each>
      </ol>
    </xsl:if>
  </xsl:function>

  <!-- The place of an entry: its verse, or the paragraph that it stands in; on the page of the apparatus a link to it. -->
  <xsl:function name="f:place-of-entry" as="node()*">
    <xsl:param name="place" as="element()"/>
    <xsl:variable name="block" select="$place/ancestor::*[self::p or self::l][not(ancestor::rdg)][1]"/>
    <xsl:choose>
      <xsl:when test="$place/@loc and $block/@xml:id"><b class="loc"><a href="read.html#{$block/@xml:id}">{$place/@loc}</a></b><xsl:text> </xsl:text></xsl:when>
      <xsl:when test="$place/@loc"><b class="loc">{$place/@loc}</b><xsl:text> </xsl:text></xsl:when>
      <xsl:when test="$block[self::p]/@n"><a class="place" href="read.html#{$block/@xml:id}">{f:say('apparatus.paragraph', $block/@n)}</a><xsl:text> </xsl:text></xsl:when>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
