<?xml version="1.0" encoding="UTF-8"?>
<!-- Verse on the site: numbers in the margin, indents, and what an entry of the apparatus is cited by. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <!-- Every so many verses a number. -->
  <xsl:variable name="f:every" as="xs:integer" select="5"/>
  <!-- The widest indent that the style sheet has; a step behind the words of another speaker is two of the narrowest. -->
  <xsl:variable name="f:steps-of-indent" as="xs:integer" select="9"/>
  <!-- About so many letters are as wide as a step. -->
  <xsl:variable name="f:letters-of-step" as="xs:double" select="4.4"/>

  <!-- The classes of a verse: its indent, and how far it stands behind the parts of it that others speak. -->
  <xsl:function name="f:verse-classes" visibility="public" as="xs:string">
    <xsl:param name="line" as="element(l)"/>
    <xsl:variable name="after" select="f:words-before($line) ! min(($f:steps-of-indent, xs:integer(round(string-length(.) div $f:letters-of-step))))"/>
    <xsl:sequence select="string-join(('l', f:verse-renditions($line/@rend), $after[. gt 0] ! ('after' || .)), ' ')"/>
  </xsl:function>

  <!-- The words of the same verse that others speak before; in a witness they are those before it. -->
  <xsl:function name="f:words-before" as="xs:string?">
    <xsl:param name="line" as="element(l)"/>
    <xsl:variable name="last" select="$line[@part = ('M', 'F')][not(@before)]/preceding::l[1][@part = ('I', 'M')]"/>
    <xsl:sequence select="($line/@before, $last ! normalize-space(f:words-before(.) || ' ' || f:reading(.)))[1]"/>
  </xsl:function>

  <!-- «indent», «indent(2)», «indent-2» are indent1, indent2; other words stay. -->
  <xsl:function name="f:verse-renditions" visibility="public" as="xs:string*">
    <xsl:param name="rend" as="xs:string?"/>
    <xsl:for-each select="tokenize($rend)">
      <xsl:variable name="number" select="replace(., '^indent(?:ed)?\W*(\d*)\W*$', '0$1')[. ne current()]"/>
      <xsl:sequence select="if ($number) then 'indent' || min(($f:steps-of-indent, max((1, xs:integer($number))))) else .[matches(., '^[\p{L}][\w-]*$')]"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The number of a verse where one stands, and the place that an address by reference leads to. -->
  <xsl:function name="f:verse-number" visibility="public" as="element(h:span)?">
    <xsl:param name="line" as="element()"/>
    <xsl:variable name="is-shown" select="$line/@n and not($line/@again) and ($line/@mark or f:is-counted($line/@n))"/>
    <xsl:if test="$is-shown or $line/@anchor">
      <span>
        <xsl:if test="$is-shown"><xsl:attribute name="class" select="'ln'"/></xsl:if>
        <xsl:if test="$line/@anchor"><xsl:attribute name="id" select="$line/@anchor"/></xsl:if>
        <xsl:value-of select="$line/@n[$is-shown]"/>
      </span>
    </xsl:if>
  </xsl:function>

  <!-- In a witness, by its own numbers. -->
  <xsl:function name="f:own-verse-number" as="element(h:span)?">
    <xsl:param name="line" as="element(l)"/>
    <xsl:if test="$line/@n and not($line/@part = ('M', 'F')) and (f:is-counted($line/@n) or f:is-jump($line, $line/preceding-sibling::l[1]) and $line/preceding-sibling::l)">
      <span class="ln">{$line/@n}</span>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:is-counted" as="xs:boolean">
    <xsl:param name="number" as="xs:string"/>
    <xsl:sequence select="$number castable as xs:integer and xs:integer($number) mod $f:every eq 0"/>
  </xsl:function>

  <!-- The reference of the verse that a mention stands in: as the edition has it, or the witness's own number. -->
  <xsl:function name="f:verse-of" as="node()*">
    <xsl:param name="mention" as="element()"/>
    <xsl:for-each select="$mention/ancestor::*[self::l or self::ab][@n][1]">
      <b class="loc">{(key('f:id', @xml:id, $edition)/@loc, @n)[1]}</b><xsl:text> </xsl:text>
    </xsl:for-each>
  </xsl:function>

  <!-- What an entry is cited by: its verse, else its number. -->
  <xsl:function name="f:entry-label" visibility="public" as="xs:string">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="if ($app/@loc) then f:say('cite.verse', $app/@loc) else f:say('cite.entry', $app/@n)"/>
  </xsl:function>

  <!-- The reference before an entry, and the ids of the entries that stand in it («2–4»). -->
  <xsl:function name="f:entry-place" as="node()*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:param name="prefix" as="xs:string"/>
    <xsl:for-each select="f:entries-within($app)"><span id="{$prefix}{@xml:id}"/></xsl:for-each>
    <xsl:if test="not($app/rdg/@type = 'block')">
      <xsl:choose>
        <xsl:when test="$prefix eq 'n-'"><xsl:sequence select="f:place-of-entry($app)"/></xsl:when>
        <xsl:when test="$app/@loc"><b class="loc">{$app/@loc}</b><xsl:text> </xsl:text></xsl:when>
      </xsl:choose>
    </xsl:if>
  </xsl:function>

  <!-- The lemma, up to the bracket; of added lines their reference says where they stand. -->
  <xsl:function name="f:entry-lemma" as="node()+">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="is-told" select="$app/@loc and $app/rdg/@type = 'block'"/>
    <a class="back" href="read.html#{$app/@xml:id}">
      <xsl:choose>
        <xsl:when test="$is-told"><b class="loc">{$app/@loc}</b></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="$app/lem" mode="m:entry"/></xsl:otherwise>
      </xsl:choose>
    </a>
    <xsl:text>{if ($is-told) then ' ' else '] '}</xsl:text>
  </xsl:function>

  <xsl:template match="app[@loc]/rdg[@type = 'block'][not(div or f:words(f:reading(.)) gt $f:reading-words)]" mode="m:reading" as="node()+" priority="1"><!-- lines that others add, in full -->
    <i>{f:say('print.add')} </i><span class="reading"><xsl:sequence select="f:spoken(string-join(.//*[f:is-block(.)] ! f:reading(.), ' | '))"/></span>
    <xsl:sequence select="f:after-reading(.)"/>
  </xsl:template>

  <!-- Such entries have no line of their own. -->
  <xsl:template match="app[@within]" mode="m:entry" priority="1"><!-- before every entry --></xsl:template>
  <xsl:template match="app[@until]/lem" mode="m:entry" as="element(h:span)" priority="1"><!-- of several lines the first and last words -->
    <span class="lemma"><xsl:sequence select="f:spoken(f:short(string-join((., f:entries-within(..)/lem) ! f:reading(.), ' '), $f:lemma-words))"/></span>
  </xsl:template>

  <!-- Headings that are told in the descriptions of witnesses: at the first one, in one line. -->
  <xsl:template match="app[f:is-told-elsewhere(.)]" mode="m:entry" as="element(h:li)" priority="1"><!-- before every entry -->
    <xsl:param name="prefix" as="xs:string" select="'n-'"/>
    <xsl:variable name="told" select="$edition//listWit/witness[note[@type = 'headings']]"/>
    <li id="{$prefix}{@xml:id}" value="{@n}" class="{@type} {f:kinds(.)}">
      <xsl:if test="$prefix eq 'n-'"><xsl:attribute name="data-wit" select="$told/@xml:id"/></xsl:if>
      <xsl:sequence select="f:entry-place(., $prefix)"/>
      <i>{f:say('apparatus.headings')}</i><xsl:text>] </xsl:text>
      <xsl:for-each select="$told">
        <xsl:if test="position() gt 1"><xsl:text>; </xsl:text></xsl:if>
        <i>{f:say('print.om')}</i><xsl:text> </xsl:text><span class="sigla">{@n}</span>
        <xsl:text> (</xsl:text><a href="{f:witness-file(.)}">{normalize-space(title)}</a><xsl:text>)</xsl:text>
      </xsl:for-each>
      <xsl:sequence select="f:cite('read.html#' || @xml:id, f:entry-label(.))[$prefix eq 'n-']"/>
    </li>
  </xsl:template>

  <!-- Which of several like words of its verse a lemma is: a small raised figure. -->
  <xsl:function name="f:ordinal" visibility="public" as="element(h:sup)?">
    <xsl:param name="lemma" as="element(lem)"/>
    <xsl:variable name="line" select="$lemma/../ancestor::l[not(ancestor::rdg)][1]"/>
    <xsl:variable name="sought" select="f:plain-words(f:reading($lemma))"/>
    <xsl:if test="$line and exists($sought)">
      <xsl:variable name="texts" select="$line//text()[not(ancestor::rdg)]"/>
      <xsl:variable name="words" select="f:plain-words(string-join($texts))"/>
      <xsl:variable name="before" select="count(f:plain-words(string-join($texts[. &lt;&lt; $lemma])))"/>
      <xsl:variable name="places" select="for $i in 1 to count($words) return $i[every $k in 1 to count($sought) satisfies $words[$i + $k - 1] eq $sought[$k]]"/>
      <xsl:if test="count($places) gt 1 and $places = $before + 1"><sup class="ordinal">{index-of($places, $before + 1)}</sup></xsl:if>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:plain-words" as="xs:string*">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="tokenize($text) ! replace(., '^\P{L}+|[^\p{L}\p{M}\p{N}]+$', '')[.]"/>
  </xsl:function>

  <!-- A moved verse: «2 post 3». -->
  <xsl:function name="f:moved-lines" as="node()*">
    <xsl:param name="move" as="element(link)"/>
    <xsl:param name="place" as="element()?"/>
    <xsl:variable name="ends" select="tokenize($move/@target)[position() le 2] ! key('f:id', substring(., 2), $edition)/ancestor::l[@loc][1]"/>
    <xsl:variable name="target" select="$place/(ancestor::l[@loc][1], preceding::l[@loc][not(ancestor::rdg)][1])[1]"/>
    <xsl:if test="count($ends) eq 2 and $target">
      <b class="loc">{$ends[1]/@loc}{('–' || $ends[2]/@n)[not($ends[1] is $ends[2])]}</b>
      <xsl:text> </xsl:text><i>{f:say('apparatus.post')}</i><xsl:text> </xsl:text><b class="loc">{$target/@loc}</b><xsl:text> </xsl:text>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
