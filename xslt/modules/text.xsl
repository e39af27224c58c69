<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading text of the edition: blocks, lemmata as links to their entries, names as links to their registers. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:mode name="m:text" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="rdg" mode="m:text" as="node()*"><xsl:apply-templates mode="#current"/></xsl:template>

  <!-- What stands before the first section has an apparatus of its own. -->
  <xsl:template match="body" mode="m:text" as="node()*">
    <xsl:variable name="opening" select="node()[not(self::div or preceding-sibling::div)]"/>
    <xsl:apply-templates select="$opening" mode="#current"/>
    <xsl:sequence select="f:apparatus-of($opening)"/>
    <xsl:apply-templates select="node() except $opening" mode="#current"/>
  </xsl:template>

  <xsl:template match="div" mode="m:text" as="element(h:section)">
    <section id="{@xml:id}">
      <xsl:apply-templates mode="#current"/>
      <xsl:if test="not(ancestor::div) and not(ancestor::rdg)"><xsl:sequence select="f:apparatus-of(.)"/></xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="head" mode="m:text" as="element()">
    <xsl:element name="h{min((6, 1 + count(ancestor::div)))}">
      <xsl:if test="@xml:id"><xsl:attribute name="id" select="@xml:id"/></xsl:if>
      <xsl:apply-templates mode="#current"/>
      <xsl:sequence select="f:comments-on(.)"/>
    </xsl:element>
  </xsl:template>
  <xsl:template match="body/head" mode="m:text" as="element(h:p)">
    <p class="text-title" id="{@xml:id}"><xsl:apply-templates mode="#current"/><xsl:sequence select="f:comments-on(.)"/></p>
  </xsl:template>
  <xsl:template match="figure/head" mode="m:text" as="element(h:figcaption)" priority="1"><!-- a head, but a caption -->
    <figcaption id="{@xml:id}"><xsl:apply-templates mode="#current"/></figcaption>
  </xsl:template>
  <xsl:template match="label" mode="m:text" as="element(h:p)">
    <p class="label" id="{@xml:id}"><xsl:apply-templates mode="#current"/></p>
  </xsl:template>

  <xsl:template match="p" mode="m:text" as="element(h:p)">
    <p id="{@xml:id}">
      <xsl:if test="@rend"><xsl:attribute name="class" select="@rend"/></xsl:if>
      <xsl:if test="@n"><span class="pn">{@n}</span></xsl:if>
      <xsl:apply-templates mode="#current"/>
      <xsl:sequence select="f:comments-on(.)"/>
      <xsl:if test="@n"><xsl:sequence select="f:cite(@xml:id, f:say('cite.paragraph', @n)), f:compare-here(.)"/></xsl:if>
    </p>
  </xsl:template>

  <xsl:template match="list[@rend = 'ordered']" mode="m:text" as="element(h:ol)">
    <ol id="{@xml:id}"><xsl:apply-templates select="*" mode="#current"/></ol>
  </xsl:template>
  <xsl:template match="list[not(@rend = 'ordered')] | listBibl" mode="m:text" as="element(h:ul)">
    <ul id="{@xml:id}" class="{if (self::listBibl) then 'bibliography' else 'plain'}"><xsl:apply-templates select="*" mode="#current"/></ul>
  </xsl:template>
  <xsl:template match="item | listBibl/bibl | rdg/bibl" mode="m:text" as="element(h:li)">
    <li id="{@xml:id}">
      <xsl:if test="@type = 'added' or @rend"><xsl:attribute name="class" select="(@type[. = 'added'], @rend)[1]"/></xsl:if>
      <xsl:if test="self::item[number(@n) = number(@n)]"><xsl:attribute name="value" select="@n"/></xsl:if>
      <xsl:apply-templates mode="#current"/>
      <xsl:sequence select="f:comments-on(.)"/>
    </li>
  </xsl:template>
  <xsl:template match="quote" mode="m:text" as="element(h:blockquote)">
    <blockquote id="{@xml:id}"><xsl:apply-templates mode="#current"/></blockquote>
  </xsl:template>
  <!-- Verse, drama, tables, letters -->
  <xsl:template match="lg" mode="m:text" as="element(h:div)"><div class="lg" id="{@xml:id}"><xsl:apply-templates mode="#current"/></div></xsl:template>
  <xsl:template match="l" mode="m:text" as="element(h:p)">
    <p class="{f:verse-classes(.)}" id="{@xml:id}"><xsl:sequence select="f:verse-number(.)"/><xsl:apply-templates mode="#current"/><xsl:sequence select="f:comments-on(.)"/></p>
  </xsl:template>
  <xsl:template match="sp | opener | closer" mode="m:text" as="element(h:div)"><div class="{local-name()}" id="{@xml:id}"><xsl:apply-templates mode="#current"/></div></xsl:template>
  <xsl:template match="speaker | stage | dateline | salute | signed | seg" mode="m:text" as="element(h:p)"><p class="{local-name()}" id="{@xml:id}"><xsl:apply-templates mode="#current"/><xsl:sequence select="f:comments-on(.)"/></p></xsl:template>
  <xsl:template match="ab" mode="m:text" as="element(h:p)"><p class="{(@type, 'ab')[1]}" id="{@xml:id}"><xsl:sequence select="f:verse-number(.)"/><xsl:apply-templates mode="#current"/><xsl:sequence select="f:comments-on(.)"/></p></xsl:template>
  <xsl:template match="table" mode="m:text" as="element(h:table)">
    <table class="given" id="{@xml:id}"><tbody><xsl:apply-templates select="row" mode="#current"/></tbody></table>
  </xsl:template>
  <xsl:template match="row" mode="m:text" as="element(h:tr)">
    <tr>
      <xsl:if test="@role = 'added'"><xsl:attribute name="class" select="'added'"/></xsl:if>
      <xsl:apply-templates select="cell" mode="#current"/>
    </tr>
  </xsl:template>
  <xsl:template match="cell" mode="m:text" as="element(h:td)"><td id="{@xml:id}"><xsl:apply-templates mode="#current"/><xsl:sequence select="f:comments-on(.)"/></td></xsl:template>
  <xsl:template match="row[@role = 'label']/cell" mode="m:text" as="element(h:th)" priority="1"><!-- before other cells -->
    <th scope="col" id="{@xml:id}"><xsl:apply-templates mode="#current"/></th>
  </xsl:template>

  <!-- How words are written, and where lines and pages begin -->
  <xsl:template _match="{$f:written}" mode="m:text" as="element(h:span)"><span class="{f:rendition(.)}"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="lb" mode="m:text" as="element(h:br)?"><xsl:if test="f:begins-in-base(.)"><br/></xsl:if></xsl:template>
  <xsl:template match="cb" mode="m:text"/>
  <xsl:template match="pb" mode="m:text" as="element(h:span)?">
    <xsl:if test="@n and f:begins-in-base(.)"><span class="pb">{f:say('read.page', @n)}</span></xsl:if>
  </xsl:template>

  <xsl:template match="figure" mode="m:text" as="element(h:figure)">
    <figure><xsl:apply-templates select="*" mode="#current"/></figure>
  </xsl:template>

  <!-- A lemma is a link to its entry. What the base lacks shows as a mark. -->
  <xsl:template match="app" mode="m:text" as="node()+">
    <a class="app {@type} {f:kinds(.)}" id="{@xml:id}" href="apparatus.html#n-{@xml:id}">
      <xsl:apply-templates select="lem/node()" mode="#current"/>
      <span class="vh"> ({f:entry-label(.)})</span>
    </a>
    <xsl:value-of select="lem/node()[last()][self::text()] ! substring(., string-length(replace(., '\s+$', '')) + 1)"/>
  </xsl:template>
  <!-- The blank behind a lemma is not underlined: it stands behind the link. -->
  <xsl:template match="lem[not(app)]/text()[not(following-sibling::node())]" mode="m:text" as="text()" priority="1"><!-- before other text -->
    <xsl:value-of select="replace(., '\s+$', '')"/>
  </xsl:template>

  <!-- A passage that some lack holds places of its own: its mark is the link. -->
  <xsl:template match="app[lem/app]" mode="m:text" as="element(h:span)" priority="1"><!-- before any app -->
    <span class="passage" id="{@xml:id}">
      <xsl:apply-templates select="lem/node()" mode="#current"/>
      <a class="mark" href="apparatus.html#n-{@xml:id}">⁎<span class="vh"> ({f:entry-label(.)})</span></a>
    </span>
  </xsl:template>

  <!-- An entry that is not shown here: the lemma as the text has it. -->
  <xsl:template match="app[f:is-hidden(.)]" mode="m:text" as="node()+" priority="3"><!-- before any app -->
    <span id="{@xml:id}"><xsl:apply-templates select="lem/node()" mode="#current"/></span>
    <xsl:value-of select="lem[not(app)]/node()[last()][self::text()] ! substring(., string-length(replace(., '\s+$', '')) + 1)"/>
  </xsl:template>

  <!-- Whole blocks that the base lacks fold under a summary. -->
  <xsl:template match="app[rdg/@type = 'block']" mode="m:text" as="element(h:details)" priority="1"><!-- before any app -->
    <xsl:variable name="added" select="rdg[@type = 'block']" as="element(rdg)"/>
    <details class="block" id="{@xml:id}">
      <summary>
        <span class="sigla">{string-join(f:sigla($added/@wit), ' ')}</span>
        <xsl:text> {f:count-of(count(f:sigla($added/@wit)), 'read.adds', f:added($added))} </xsl:text>
        <q><xsl:sequence select="f:spoken(f:short(f:reading($added), 10))"/></q>
      </summary>
      <xsl:apply-templates select="$added" mode="#current"/>
    </details>
  </xsl:template>
  <xsl:template match="(item | bibl | cell)/app[rdg/@type = 'block']" mode="m:text" as="node()*" priority="2"><!-- an added entry of a list -->
    <span class="sigla">{string-join(f:sigla(rdg[@type = 'block']/@wit), ' ')} </span>
    <span id="{@xml:id}"><xsl:apply-templates select="rdg[@type = 'block']" mode="#current"/></span>
  </xsl:template>

  <!-- Inside a lemma names are no links: a link holds no link. -->
  <xsl:template _match="{$f:names}" mode="m:text" as="element(h:a)">
    <a class="{local-name()}" href="{f:entry((@ref, '#')[1])}"><xsl:apply-templates mode="#current"/></a>
  </xsl:template>
  <xsl:template _match="lem[not(app)]//({$f:names}) | ({$f:names})[not(@ref)]" mode="m:text" as="element(h:span)" priority="1"><!-- before the rule for names elsewhere -->
    <span class="{local-name()}"><xsl:apply-templates mode="#current"/></span>
  </xsl:template>
  <xsl:template match="date[@when]" mode="m:text" as="element(h:time)">
    <time datetime="{@when}"><xsl:apply-templates mode="#current"/></time>
  </xsl:template>
  <xsl:template match="date[not(@when)]" mode="m:text" as="element(h:span)"><span class="date"><xsl:apply-templates mode="#current"/></span></xsl:template>
  <xsl:template match="foreign" mode="m:text" as="element(h:span)">
    <span lang="{@xml:lang}"><xsl:apply-templates mode="#current"/></span>
  </xsl:template>

  <xsl:template match="anchor" mode="m:text" as="element(h:span)"><span id="{@xml:id}"/></xsl:template>
  <xsl:template match="milestone[@unit = 'moved']" mode="m:text" as="element(h:span)"><span id="{@xml:id}"/></xsl:template>
  <xsl:template match="milestone[not(@unit = 'moved')]" mode="m:text"/>
  <xsl:template match="gap" mode="m:text"/>
  <xsl:template match="gap[@reason = 'lost']" mode="m:text" as="element(h:span)" priority="1"><!-- before gaps that say nothing -->
    <xsl:sequence select="f:lost(f:sigla(@source))"/>
  </xsl:template>

  <!-- That a quotation or a list was lost: a remark of the edition, which is shown by the style sheet and read out. -->
  <xsl:function name="f:lost" as="element(h:span)">
    <xsl:param name="sigla" as="xs:string*"/>
    <xsl:variable name="said" select="'[' || f:say('lost', string-join($sigla, ' ')) || ']'"/>
    <span class="lost" data-said="{$said}"><xsl:sequence select="f:language('page')"/><span class="vh"> {$said}</span></span>
  </xsl:function>
  <xsl:template match="g" mode="m:text" as="element(h:span)"><span class="g" title="{f:say('read.character')}">�</span></xsl:template>
  <xsl:template match="text()" mode="m:text" as="text()"><xsl:copy/></xsl:template>

  <!-- The class of words that are written in another way; style sheets say how it looks. -->
  <xsl:function name="f:rendition" visibility="public" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="string-join((local-name($element), $element/@rend), ' ')"/>
  </xsl:function>

  <!-- Whether a line or page begins in the base. -->
  <xsl:function name="f:begins-in-base" visibility="public" as="xs:boolean">
    <xsl:param name="break" as="element()"/>
    <xsl:sequence select="tokenize($break/@ed) ! substring(., 2) = $edition//listWit/witness[@n = $base]/@xml:id"/>
  </xsl:function>

  <xsl:function name="f:kinds" as="xs:string">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="string-join(distinct-values($app/rdg/@type[not(. = 'lac')] ! ('k-' || .)), ' ')
      || (if ($app/lem/@type eq 'om') then ' gap' else '')"/>
  </xsl:function>

  <xsl:function name="f:added" as="xs:string">
    <xsl:param name="reading" as="element(rdg)"/>
    <xsl:variable name="sections" select="count($reading//div)"/>
    <xsl:variable name="parts" select="if ($sections) then f:count-of($sections, 'read.sections')
      else if ($reading//l and not($reading//(p | item | bibl | label | row | speaker | stage | ab))) then f:count-of(count($reading//l), 'read.verses')
      else f:count-of(count($reading//(p | item | bibl | label | figure | l | row | speaker | stage | ab)), 'read.paragraphs')"/>
    <xsl:sequence select="$parts || ', ' || f:count-of(f:words(f:reading($reading)), 'compare.words')"/>
  </xsl:function>
</xsl:stylesheet>
