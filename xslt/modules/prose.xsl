<?xml version="1.0" encoding="UTF-8"?>
<!-- What the editor writes around the text: the introduction, pages of her own, and the commentary with a section for each
     place. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:variable name="f:introduction" as="element(div)?" select="$edition/TEI/text/front/div[@type = 'introduction']"/>
  <xsl:variable name="f:commentary" as="element(div)?" select="$edition/TEI/text/back/div[@type = 'commentary']"/>

  <!-- The pages that the editor wrote besides: their files and titles. -->
  <xsl:variable name="f:pages-of-editor" as="element(div)*" select="$edition/TEI/text/front/div[@type = 'page']"/>
  <xsl:function name="f:page-file" as="xs:string">
    <xsl:param name="page" as="element(div)"/>
    <xsl:sequence select="(substring-after($page/@xml:id, 'page-')[$page/@type = 'page'], string($page/@type))[1] || '.html'"/>
  </xsl:function>
  <xsl:function name="f:prose-title" as="xs:string">
    <xsl:param name="page" as="element(div)"/>
    <xsl:sequence select="($page/head ! normalize-space(), if ($page/@type = 'page') then translate(substring-after($page/@xml:id, 'page-'), '-', ' ') else f:say('nav.' || $page/@type))[1]"/>
  </xsl:function>

  <!-- The pages of prose there are. -->
  <xsl:function name="f:prose-pages" as="map(xs:string, xs:string)*">
    <xsl:for-each select="($f:introduction, $f:pages-of-editor, $f:commentary)[f:is-wanted(f:page-file(.))]">
      <xsl:variable name="file" select="f:page-file(.)"/>
      <xsl:variable name="content" as="element()"><article class="prose" id="{@xml:id}"><xsl:sequence select="f:prose-language(.)"/><xsl:apply-templates select="node() except head" mode="m:prose"/></article></xsl:variable>
      <xsl:sequence select="map{$file: f:page($file, f:prose-title(.), $content, map{'aside': f:contents(.)})}"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:prose-language" as="attribute(lang)">
    <xsl:param name="part" as="element()"/>
    <xsl:attribute name="lang" select="($part/ancestor-or-self::*/@xml:lang)[last()]"/>
  </xsl:function>

  <xsl:mode name="m:prose" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="div" mode="m:prose" as="element(h:section)">
    <section id="{@xml:id}">
      <xsl:if test="@xml:lang"><xsl:sequence select="f:prose-language(.)"/></xsl:if>
      <xsl:apply-templates mode="#current"/>
    </section>
  </xsl:template>
  <xsl:template match="div[@type = 'notes']" mode="m:prose" as="element(h:section)">
    <section class="footnotes" id="{@xml:id}" aria-label="{f:say('contents.notes')}"><xsl:apply-templates mode="#current"/></section>
  </xsl:template>
  <xsl:template match="head" mode="m:prose" as="element()">
    <xsl:element name="h{min((6, count(ancestor::div)))}"><xsl:apply-templates mode="#current"/></xsl:element>
  </xsl:template>
  <xsl:template match="p" mode="m:prose" as="element(h:p)"><p><xsl:apply-templates mode="#current"/></p></xsl:template>
  <xsl:template match="label" mode="m:prose" as="element(h:p)"><p class="label"><xsl:apply-templates mode="#current"/></p></xsl:template>
  <xsl:template match="quote" mode="m:prose" as="element(h:blockquote)"><blockquote><xsl:apply-templates mode="#current"/></blockquote></xsl:template>
  <xsl:template match="list" mode="m:prose" as="element(h:ul)"><ul><xsl:apply-templates mode="#current"/></ul></xsl:template>
  <xsl:template match="list[@rend = 'ordered']" mode="m:prose" as="element(h:ol)"><ol><xsl:apply-templates mode="#current"/></ol></xsl:template>
  <xsl:template match="item" mode="m:prose" as="element(h:li)">
    <li><xsl:if test="@n"><xsl:attribute name="value" select="@n"/></xsl:if><xsl:apply-templates mode="#current"/></li>
  </xsl:template>
  <xsl:template match="table" mode="m:prose" as="element(h:div)">
    <div class="wide"><table><xsl:where-populated><thead><xsl:apply-templates select="row[@role = 'label']" mode="#current"/></thead></xsl:where-populated><tbody><xsl:apply-templates select="row[not(@role)]" mode="#current"/></tbody></table></div>
  </xsl:template>
  <xsl:template match="row" mode="m:prose" as="element(h:tr)"><tr><xsl:apply-templates mode="#current"/></tr></xsl:template>
  <xsl:template match="cell" mode="m:prose" as="element(h:td)"><td><xsl:apply-templates mode="#current"/></td></xsl:template>
  <xsl:template match="row[@role = 'label']/cell" mode="m:prose" as="element()" priority="1"><!-- before other cells -->
    <xsl:element name="{if (normalize-space()) then 'th' else 'td'}"><xsl:if test="normalize-space()"><xsl:attribute name="scope" select="'col'"/></xsl:if><xsl:apply-templates mode="#current"/></xsl:element>
  </xsl:template>
  <xsl:template match="figure" mode="m:prose" as="element(h:figure)">
    <figure><img src="pictures/{substring-after(graphic/@url, '../')}" alt="{figDesc}" loading="lazy"/><xsl:for-each select="head"><figcaption><xsl:apply-templates mode="#current"/></figcaption></xsl:for-each></figure>
  </xsl:template>
  <xsl:template match="hi" mode="m:prose" as="element()">
    <xsl:element name="{(map{'italic': 'em', 'bold': 'strong', 'strike': 's', 'monospace': 'code'}(@rend), 'span')[1]}"><xsl:apply-templates mode="#current"/></xsl:element>
  </xsl:template>
  <xsl:template match="lb" mode="m:prose" as="element(h:br)"><br/></xsl:template>
  <xsl:template match="text()" mode="m:prose" as="text()"><xsl:copy/></xsl:template>

  <xsl:template match="ref" mode="m:prose" as="element(h:a)"><a href="{f:prose-address(@target)}"><xsl:apply-templates mode="#current"/></a></xsl:template>
  <xsl:template match="ref[@type = 'noteMark']" mode="m:prose" as="element(h:sup)" priority="1"><!-- before other links -->
    <sup class="note-mark"><a id="{@xml:id}" href="{@target}" role="doc-noteref"><xsl:apply-templates mode="#current"/></a></sup>
  </xsl:template>
  <!-- A heading of the contents, and a link in a link, are words alone. -->
  <xsl:template match="head/ref[@type = 'link'] | ref//ref" mode="m:prose" as="node()*" priority="2"><!-- before all links --><xsl:apply-templates mode="#current"/></xsl:template>

  <!-- Where a link leads: to an address, an entry of a register, or a place of the edition, which stands on one of its pages. -->
  <xsl:function name="f:prose-address" as="xs:string">
    <xsl:param name="target" as="xs:string"/>
    <xsl:variable name="place" select="if (starts-with($target, '#')) then key('f:id', substring($target, 2), $edition) else ()"/>
    <xsl:sequence select="if (not($place)) then (if (matches($target, '^(witness-)?registers/')) then f:entry($target) else $target)
      else if ($place/ancestor-or-self::div intersect ($f:introduction, $f:pages-of-editor, $f:commentary)) then f:page-file($place/ancestor-or-self::div[. intersect ($f:introduction, $f:pages-of-editor, $f:commentary)]) || '#' || $place/@xml:id
      else if ($place/ancestor::listBibl[@xml:id = 'bibliography']) then 'bibliography.html' || $target
      else if ($place/self::witness) then f:witness-file($place)
      else if ($place/self::listWit) then 'about.html' || $target
      else if ($place/self::link) then 'apparatus.html' || $target
      else if ($place/ancestor::standOff) then 'disagreements.html' || $target
      else if ($place/self::note) then f:note-address($target)
      else 'read.html#' || f:shown($place)"/>
  </xsl:function>

  <xsl:template match="note" mode="m:prose" as="element(h:div)">
    <div class="footnote" id="{@xml:id}">
      <span class="mark">{@n}</span>
      <xsl:apply-templates mode="#current"/>
      <p class="backs"><xsl:for-each select="tokenize(@target)"><a class="back" href="{.}" role="doc-backlink">↩<span class="vh"> {f:say('prose.back')}</span></a><xsl:text> </xsl:text></xsl:for-each></p>
    </div>
  </xsl:template>

  <!-- A section of the commentary: the place, the words it is on, and what is said of them. -->
  <xsl:template match="note[@type = 'commentary']" mode="m:prose" as="element(h:section)" priority="1"><!-- before other notes -->
    <xsl:variable name="place" select="tokenize(@target)[1] ! key('f:id', substring(., 2), $edition)"/>
    <section class="comment" id="{@xml:id}">
      <xsl:element name="h{min((6, 1 + count(ancestor::div)))}">
        <xsl:attribute name="class" select="'on'"/>
        <xsl:for-each select="$place"><a href="read.html#{f:shown(.)}">{f:place-called(.)}</a><xsl:text> </xsl:text></xsl:for-each>
        <xsl:for-each select="label[not(preceding-sibling::*)]"><span class="lemma"><xsl:sequence select="f:language('text')"/>{.}</span></xsl:for-each>
        <xsl:for-each select="@source"><xsl:text> </xsl:text><span class="sigla">{string-join(f:sigla(.), ' ')}</span></xsl:for-each>
      </xsl:element>
      <xsl:apply-templates select="node()[not(self::label[not(preceding-sibling::*)])]" mode="#current"/>
    </section>
  </xsl:template>

  <!-- What a block is called: its reference, its number, or that it stands in the text. -->
  <xsl:function name="f:place-called" as="xs:string">
    <xsl:param name="place" as="element()"/>
    <xsl:sequence select="string(($place/@loc, $place/self::p/@n ! f:say('cite.paragraph', .), $place/self::app/@n ! f:say('cite.entry', .), $place/@n, f:say('nav.read'))[1])"/>
  </xsl:function>

  <!-- Behind a block of the text, links to what the commentary says of it. -->
  <xsl:key name="f:comment" match="note[@type = 'commentary']" use="tokenize(@target)"/>
  <xsl:function name="f:comments-on" as="element(h:a)*">
    <xsl:param name="block" as="element()"/>
    <xsl:if test="$f:commentary">
      <xsl:for-each select="key('f:comment', '#' || $block/@xml:id, $f:commentary)">
        <a class="comment-mark" href="commentary.html#{@xml:id}" title="{f:say('nav.commentary')}{label[1] ! (': ' || .)}">❧<span class="vh"> {f:say('nav.commentary')}{label[1] ! (': ' || .)}</span></a>
      </xsl:for-each>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
