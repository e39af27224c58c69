<?xml version="1.0" encoding="UTF-8"?>
<!-- Apparatus entries in the words of print: lemma] reading sigla; om., add., transp. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:mode name="m:entry" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:reading" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:cited" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:variable name="f:lemma-words" as="xs:integer" select="8"/>
  <xsl:variable name="f:reading-words" as="xs:integer" select="60"/>

  <xsl:function name="f:apparatus-of" as="element(h:details)?">
    <xsl:param name="part" as="node()*"/>
    <xsl:variable name="told" select="f:told-places($part)"/>
    <xsl:if test="$told/self::app">
      <details class="apparatus">
        <summary>{f:say('apparatus.section')} {f:count-of(count($told[@n and not(@within)]), 'place')}</summary>
        <ol class="entries"><xsl:apply-templates select="$told" mode="m:entry"><xsl:with-param name="prefix" select="'s-'"/></xsl:apply-templates></ol>
      </details>
    </xsl:if>
  </xsl:function>

  <xsl:template match="app" mode="m:entry" as="element(h:li)">
    <xsl:param name="prefix" as="xs:string" select="'n-'"/>
    <li id="{$prefix}{@xml:id}" value="{@n}" class="{@type} {f:kinds(.)}{' cited'[current()/@loc]}">
      <xsl:if test="$prefix eq 'n-'"><xsl:attribute name="data-wit" select="distinct-values(.//rdg[not(@type = 'lac')]/tokenize(@wit) ! substring(., 2))"/></xsl:if>
      <xsl:sequence select="f:entry-place(., $prefix)"/>
      <xsl:sequence select="f:entry-lemma(.), f:whose-lemma(lem), f:of-lemma(.)"/>
      <xsl:for-each select="rdgGrp/rdg | rdg[not(@type = 'lac')]">
        <xsl:if test="position() gt 1">; </xsl:if>
        <xsl:apply-templates select="." mode="m:reading"/>
      </xsl:for-each>
      <xsl:sequence select="f:remarks(.), f:cite('read.html#' || @xml:id, f:entry-label(.))[$prefix eq 'n-'], f:why(.)"/>
    </li>
  </xsl:template>

  <!-- The witnesses of the lemma, where the entry names them. -->
  <xsl:function name="f:of-lemma" as="node()*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:if test="f:names-lemma($app)">
      <xsl:if test="$app/lem/@type = 'om'"><i>{f:say('print.om')}</i><xsl:text> </xsl:text></xsl:if>
      <span class="sigla"><xsl:sequence select="f:sigla-to($app/lem)"/></span><xsl:text>; </xsl:text>
    </xsl:if>
  </xsl:function>

  <!-- The decisions of the editor that an entry rests on; nothing where all of it is by rule. -->
  <xsl:key name="f:provenance" match="standOff[@type = 'provenance']/note" use="@corresp"/>
  <xsl:function name="f:why" as="element(h:details)?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="decisions" select="key('f:provenance', '#' || $app/@xml:id, root($app))"/>
    <xsl:if test="$decisions">
      <details class="why"><summary>{f:say('apparatus.why')}</summary>{f:say('apparatus.why.decided', string-join($decisions, '; '))}</details>
    </xsl:if>
  </xsl:function>

  <!-- What the editor notes on an entry, or on one of its readings; the initials of who did. -->
  <xsl:key name="f:remark" match="standOff[@type = 'remarks']/note" use="@corresp"/>
  <xsl:function name="f:remarks" as="element(h:span)*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:for-each select="key('f:remark', '#' || $app/@xml:id, root($app))">
      <xsl:variable name="reading" select="@target ! key('f:id', substring(., 2), root($app))"/>
      <span class="remark">
        <xsl:text> — </xsl:text>
        <xsl:if test="$reading"><span class="sigla"><xsl:value-of select="($reading/@said, f:sigla($reading/@wit))"/></span><xsl:text>: </xsl:text></xsl:if>
        <xsl:value-of select="normalize-space()"/>
      </span>
    </xsl:for-each>
  </xsl:function>

  <xsl:template match="lem" mode="m:entry" as="element(h:span)">
    <span class="lemma"><xsl:sequence select="f:language('text'), f:cited(., $f:lemma-words), f:ordinal(.)"/></span>
  </xsl:template>
  <xsl:template match="lem[@type = 'om'] | lem[@type = 'emendation'][not(normalize-space())]" mode="m:entry" as="element(h:span)">
    <xsl:variable name="before" select="f:before(..)"/>
    <xsl:variable name="behind" select="f:behind(..)"/>
    <span class="lemma">
      <i>{if ($before) then f:say('apparatus.post') || ' ' else if ($behind) then f:say('apparatus.ante') || ' ' else f:say('apparatus.here')}</i>
      <xsl:value-of select="($before[.], $behind)[1]"/>
    </span>
  </xsl:template>

  <xsl:template match="rdg" mode="m:reading" as="node()+">
    <xsl:if test="../lem/@type = 'om'"><i>{f:say('print.add')} </i></xsl:if>
    <span class="reading"><xsl:sequence select="f:language('text'), f:cited(., $f:reading-words)"/></span>
    <xsl:sequence select="f:after-reading(.)"/>
  </xsl:template>
  <xsl:template match="rdg[@type = 'om']" mode="m:reading" as="node()+">
    <i>{f:omission-formula(ancestor::app[1])}</i><xsl:sequence select="f:after-reading(.)"/>
  </xsl:template>
  <xsl:template match="rdg[@type = 'conjecture'][not(normalize-space())]" mode="m:reading" as="node()+"><!-- somebody takes the words out -->
    <i>{f:say('print.del')}</i><xsl:sequence select="f:after-reading(.)"/>
  </xsl:template>
  <xsl:template match="rdg[@type = 'transposition']" mode="m:reading" as="node()+"><!-- the witness has the words in a note -->
    <a href="{f:note-address(tokenize(@corresp)[1])}"><i>{f:say('apparatus.in-note')}</i></a><xsl:sequence select="f:after-reading(.)"/>
  </xsl:template>
  <xsl:template match="rdg[@type = 'block']" mode="m:reading" as="node()+">
    <i>{f:say('print.add')} </i>{f:labelled(f:added(.))} <span class="reading"><xsl:sequence select="f:language('text'), f:spoken(f:short(f:reading(.), 10))"/></span>
    <xsl:sequence select="f:after-reading(.)"/>
  </xsl:template>

  <!-- Where a note that the edition carries stands on the page of its witness. -->
  <xsl:function name="f:note-address" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="note" select="key('f:id', substring($pointer, 2), root($edition))" as="element(note)"/>
    <xsl:variable name="own" select="($witnesses/*/TEI[f:siglum(teiHeader) = $note/../@n]/text//note)[1 + count($note/preceding-sibling::note)]"/>
    <xsl:sequence select="'wit-' || substring($note/../@corresp, 2) || '.html#' || $own/@xml:id"/>
  </xsl:function>

  <!-- Behind the lemma: whose idea it is, where no witness has it; or whose it is to take its words out. -->
  <xsl:function name="f:whose-lemma" as="node()*">
    <xsl:param name="lemma" as="element(lem)"/>
    <xsl:for-each select="$lemma[@said]">
      <xsl:if test="@wit or not(normalize-space())"><i>{f:say('print.del')}</i><xsl:text> </xsl:text></xsl:if>
      <xsl:sequence select="f:scholar(.)"/>
      <xsl:if test="../(rdg[not(@type = 'lac')] | rdgGrp)">: </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- Whose idea a lemma or reading is that no witness has; a link to the work. -->
  <xsl:function name="f:scholar" as="element()">
    <xsl:param name="entry" as="element()"/>
    <xsl:choose>
      <xsl:when test="$entry/@source"><a class="scholar" href="bibliography.html{tokenize($entry/@source)[1]}">{$entry/@said}</a></xsl:when>
      <xsl:otherwise><span class="scholar">{$entry/@said}</span></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:after-reading" as="node()+">
    <xsl:param name="reading" as="element(rdg)"/>
    <xsl:text> </xsl:text>
    <xsl:choose>
      <xsl:when test="$reading/@said"><xsl:sequence select="f:scholar($reading)"/></xsl:when>
      <xsl:otherwise><span class="sigla"><xsl:sequence select="f:sigla-to($reading)"/></span></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="not($reading/@type = ('om', 'block', 'addition', 'transposition'))"><span class="kind"> {f:kind($reading/@type)}</span></xsl:if>
  </xsl:function>

  <xsl:function name="f:kind" as="xs:string">
    <xsl:param name="type" as="xs:string"/>
    <xsl:sequence select="f:say('kind.' || $type)"/>
  </xsl:function>

  <!-- A lemma or reading as cited: whole with its names, or its first and last words. -->
  <xsl:function name="f:cited" as="node()*">
    <xsl:param name="reading" as="element()"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:choose>
      <xsl:when test="f:words(f:reading($reading)) gt $most"><xsl:sequence select="f:spoken(f:short(f:reading($reading), $most))"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="$reading/node()" mode="m:cited"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:template _match="{$f:names} | date" mode="m:cited" as="element(h:span)">
    <span class="{local-name()}"><xsl:apply-templates mode="#current"/></span>
  </xsl:template>
  <xsl:template match="app" mode="m:cited" as="node()*"><xsl:apply-templates select="lem/node()" mode="#current"/></xsl:template>
  <xsl:template match="foreign" mode="m:cited" as="element(h:span)"><span lang="{@xml:lang}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template _match="{$f:written}" mode="m:cited" as="element(h:span)"><span class="{f:rendition(.)}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="milestone | anchor | gap | g | lb | cb | pb" mode="m:cited"/>
  <!-- The blank behind the last word belongs to the text, not to what is cited. -->
  <xsl:template match="text()" mode="m:cited" as="text()?">
    <xsl:variable name="cited" select="(ancestor::lem | ancestor::rdg)[last()]"/>
    <xsl:value-of select="if ($cited/descendant::text()[last()] is .) then replace(., '\s+$', '') else ."/>
  </xsl:template>

  <!-- Places where the witnesses contradict each other in a date or a number. -->
  <xsl:function name="f:facts" as="element(h:p)?">
    <xsl:param name="apps" as="element(app)*"/>
    <xsl:if test="$apps">
      <p class="facts">
        <xsl:text>{f:say('apparatus.facts')} </xsl:text>
        <xsl:for-each select="$apps">
          <xsl:if test="position() gt 1">; </xsl:if>
          <a href="#n-{@xml:id}"><xsl:sequence select="f:cited(lem, $f:lemma-words)"/></a>
        </xsl:for-each>
        <xsl:text>.</xsl:text>
      </p>
    </xsl:if>
  </xsl:function>

  <!-- Passages at another place. -->
  <xsl:function name="f:moves" as="element(h:li)*">
    <xsl:sequence select="$edition//linkGrp[@type = 'transposition']/link ! f:move-entry(., (), '')"/>
  </xsl:function>

  <!-- The id at which the reading text shows a place: its own, or that of the entry whose reading holds it. -->
  <xsl:function name="f:shown" as="xs:string">
    <xsl:param name="place" as="element()"/>
    <xsl:variable name="reading" select="$place/ancestor::rdg[not(@type = 'block')][last()]"/>
    <xsl:sequence select="string(($reading/ancestor::app[1], $place)[1]/@xml:id)"/>
  </xsl:function>
</xsl:stylesheet>
