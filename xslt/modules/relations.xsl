<?xml version="1.0" encoding="UTF-8"?>
<!-- What entries are to one another, the events in the order of time, and where the witnesses tell them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:key name="f:active" match="relation" use="tokenize(@active) ! substring-after(., '#')"/>
  <xsl:key name="f:passive" match="relation" use="tokenize(@passive) ! substring-after(., '#')"/>
  <xsl:key name="f:statement" match="linkGrp[@type = 'statement']/link" use="substring-after(tokenize(@target)[1], '#')"/>

  <!-- The relations of an entry: what it is to others, then who is what to it. -->
  <xsl:function name="f:relations" as="element(h:li)*">
    <xsl:param name="entry" as="element()"/>
    <xsl:for-each-group select="key('f:active', $entry/@xml:id, $registers)" group-by="@name">
      <li><span class="role">{f:role(current-grouping-key())}</span><xsl:text> </xsl:text><xsl:sequence select="f:listed(current-group(), 'passive')"/></li>
    </xsl:for-each-group>
    <xsl:for-each-group select="key('f:passive', $entry/@xml:id, $registers)" group-by="@name">
      <li><span class="role">{f:labelled(f:role-plural(current-grouping-key()))}</span><xsl:text> </xsl:text><xsl:sequence select="f:listed(current-group(), 'active')"/></li>
    </xsl:for-each-group>
  </xsl:function>

  <!-- The other ends of relations as links, each set followed by the witnesses that state it. -->
  <xsl:function name="f:listed" as="node()*">
    <xsl:param name="relations" as="element(relation)*"/>
    <xsl:param name="end" as="xs:string"/>
    <xsl:for-each select="$relations">
      <xsl:variable name="ids" select="tokenize(@*[local-name() = $end]) ! substring-after(., '#')"/>
      <xsl:if test="position() gt 1">{$f:semicolon}</xsl:if>
      <xsl:for-each select="$ids">
        <xsl:if test="position() gt 1">{$f:comma}</xsl:if>
        <a href="{f:register-address(.)}">{f:entry-name(.)}</a>
      </xsl:for-each>
      <xsl:sequence select="f:stated(@source)"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:variable name="f:pages" as="map(xs:string, xs:string)" select="map:merge($f:kinds ! map{?entry: ?file})"/>

  <xsl:function name="f:register-address" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="entry" select="key('f:id', $id, $registers)[1]"/>
    <xsl:sequence select="$f:pages(local-name($entry)) || '.html#' || $id"/>
  </xsl:function>

  <!-- `defendantIn` is «defendant in». -->
  <xsl:function name="f:role" visibility="public" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="f:say-or('relation.' || $name, lower-case(replace($name, '([A-Z])', ' $1')))"/>
  </xsl:function>

  <!-- Of the other end: `defendantIn` is «Defendants». A kind that has no message goes by its name. -->
  <xsl:function name="f:role-plural" visibility="public" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="said" select="f:role($name)"/>
    <xsl:sequence select="f:say-or('relation.' || $name || '.of', upper-case(substring($said, 1, 1)) || substring($said, 2))"/>
  </xsl:function>

  <!-- The witnesses in which a quotation stands, each a link to the block that holds it. -->
  <xsl:function name="f:told-in" as="node()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="links" select="key('f:statement', $note/../@xml:id, $edition)"/>
    <xsl:for-each select="tokenize($note/@source)[not(. = '#checked')] ! substring(., 2)">
      <xsl:variable name="file" select="key('f:id', ., $edition)/idno[@type = 'file'] || '#'"/>
      <xsl:variable name="blocks" select="$links ! tokenize(@target)[2][starts-with(., $file)] ! substring-after(., '#')"/>
      <xsl:variable name="words" select="normalize-space($note/quote[1])"/>
      <xsl:variable name="block" select="($blocks[contains(f:block-words(.), $words)], $blocks)[1]"/>
      <xsl:text> </xsl:text>
      <xsl:choose>
        <xsl:when test="$block"><a class="sigla" href="wit-{.}.html#{$block}">{.}</a></xsl:when>
        <xsl:otherwise><span class="sigla">{.}</span></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:block-words" as="xs:string" cache="yes">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="normalize-space(string-join(key('f:id', $id, $witnesses)[1]//text()[not(ancestor::ref or ancestor::pc or ancestor::surplus)]))"/>
  </xsl:function>

  <!-- Events in the order of time; behind them those of which only limits are known, then those without a date. -->
  <xsl:function name="f:events-page" as="map(xs:string, xs:string)">
    <xsl:param name="events" as="element(event)*"/>
    <xsl:variable name="sorted" as="element(event)*">
      <xsl:perform-sort select="$events[f:mentions(@xml:id) or key('f:statement', @xml:id, $edition)]">
        <xsl:sort select="empty(f:began(.))"/><xsl:sort select="f:year(.) eq ''"/><xsl:sort select="f:began(.) ! f:date-parts(.)[1]"/><xsl:sort select="f:began(.)"/><xsl:sort select="exists(@notBefore)"/><xsl:sort select="f:sort-key(.)" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
      </xsl:perform-sort>
    </xsl:variable>
    <xsl:variable name="content" as="node()*">
      <p class="lead">{f:say('events.lead', f:count-of(count($sorted), 'events.count'))}<xsl:sequence select="f:table('events.csv')"/></p>
      <xsl:sequence select="f:years($sorted)"/>
      <div class="entries-list timeline">
        <xsl:for-each-group select="$sorted" group-adjacent="(f:year(.)[.], 'bounded'[f:began(current())], 'undated')[1]">
          <xsl:variable name="key" select="current-grouping-key()"/>
          <h2 class="year" id="y{$key}">{if ($key = ('bounded', 'undated')) then f:say('events.' || $key) else f:year-words(xs:integer($key))}</h2>
          <xsl:for-each select="current-group()"><xsl:sequence select="f:event(.)"/></xsl:for-each>
        </xsl:for-each-group>
      </div>
    </xsl:variable>
    <xsl:sequence select="map{'events.html': f:page('events.html', f:say('nav.events'), $content)}"/>
  </xsl:function>

  <!-- The date by which an event is sorted: where nothing else is known, a limit. -->
  <xsl:function name="f:began" as="xs:string?">
    <xsl:param name="event" as="element(event)"/>
    <xsl:sequence select="$event/(@when, @from, @notBefore, @to, @notAfter)[1]/string()"/>
  </xsl:function>

  <xsl:function name="f:event" as="element(h:details)">
    <xsl:param name="event" as="element(event)"/>
    <xsl:variable name="mentions" select="f:mentions($event/@xml:id)"/>
    <details class="entry" id="{$event/@xml:id}">
      <summary>
        <span class="when">{f:span($event)}</span><xsl:text> </xsl:text>
        <span class="name">{f:name($event)}</span>
        <xsl:if test="$event/@type[not(. = 'other')]"><xsl:text> </xsl:text><span class="type">{f:say-or('event.' || $event/@type, $event/@type)}</span></xsl:if>
        <span class="count">{(count($mentions)[. gt 0], '')[1]}</span>
      </summary>
      <p class="tools"><xsl:sequence select="f:cite($event/@xml:id, f:name($event))"/></p>
      <xsl:variable name="forms" select="distinct-values($event/eventName[position() gt 1]/normalize-space())"/>
      <xsl:if test="exists($forms)"><p class="forms">{f:say('forms')} <xsl:sequence select="f:spoken(string-join($forms, $f:semicolon))"/></p></xsl:if>
      <xsl:where-populated>
        <ul class="facts">
          <xsl:if test="$event/@where">
            <li><span class="role">{f:say('events.where')}</span><xsl:text> </xsl:text><xsl:for-each select="tokenize($event/@where) ! substring-after(., '#')"><xsl:if test="position() gt 1">{$f:comma}</xsl:if><a href="places.html#{.}">{f:entry-name(.)}</a></xsl:for-each></li>
          </xsl:if>
          <xsl:sequence select="f:relations($event)"/>
          <xsl:apply-templates select="$event/note" mode="m:fact"/>
        </ul>
      </xsl:where-populated>
      <xsl:where-populated><ul class="mentions"><xsl:for-each select="$mentions"><xsl:sequence select="f:in-context(.)"/></xsl:for-each></ul></xsl:where-populated>
    </details>
  </xsl:function>
</xsl:stylesheet>
