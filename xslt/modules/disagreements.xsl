<?xml version="1.0" encoding="UTF-8"?>
<!-- Where the witnesses disagree: every matter with what each side says, and what is known from outside. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:mode name="m:side" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:variable name="f:disagreements" as="element(item)*" select="$edition/TEI/standOff/list[@type = 'disagreements']/item"/>

  <!-- The groups, and the matters of each. -->
  <xsl:variable name="f:matters" as="map(xs:string, xs:string)*" select="
      map{'id': 'facts', 'of': string-join(('date', 'number', 'fate', 'negation', $f:kinds?matter, 'share', 'certainty'), ' ')}, map{'id': 'names', 'of': 'name'}, map{'id': 'wording', 'of': 'wording'}"/>

  <xsl:function name="f:disagreements-content" as="node()*">
    <p class="lead">{f:say('disagreements.lead', f:count-of(count($f:disagreements), 'disagreements.matters'))}<xsl:sequence select="f:table('disagreements.csv')"/></p>
    <div class="filters" data-witnesses=""><data value=""/></div><!-- the script has the filters in it -->
    <xsl:for-each select="$f:matters">
      <xsl:variable name="mine" select="$f:disagreements[f:matter(.) = tokenize(current()?of)]"/>
      <xsl:if test="$mine">
        <section id="{?id}">
          <h2>{f:say('disagreements.' || ?id)} <span class="count">{count($mine)}</span></h2>
          <p class="remark">{f:say('disagreements.' || ?id || '.remark')}</p>
          <ol class="disagreements"><xsl:for-each select="$mine"><xsl:sequence select="f:disagreement(.)"/></xsl:for-each></ol>
        </section>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:matter" as="xs:string">
    <xsl:param name="item" as="element(item)"/>
    <xsl:sequence select="substring-after($item/@ana, 'matter-')"/>
  </xsl:function>

  <xsl:variable name="f:disagreement-numbers" as="map(xs:string, xs:integer)" select="f:numbered($f:disagreements/@xml:id)"/>

  <xsl:function name="f:disagreement" as="element(h:li)">
    <xsl:param name="item" as="element(item)"/>
    <xsl:variable name="context" select="$item/note[@type = 'context'][not(@source)]"/>
    <xsl:variable name="told" select="$item/note[@type = 'context'][@source]"/>
    <xsl:variable name="entry" select="$item/ptr/@target/f:entry(.)"/>
    <li id="{$item/@xml:id}">
      <p class="matter"><span class="question">{f:say('disagreements.of.' || f:matter($item))}</span><xsl:sequence select="f:places($item/@corresp[not($told)])"/><xsl:for-each select="$entry"><xsl:text> </xsl:text><a href="{.}">{f:entry-name(substring-after(., '#'))}</a></xsl:for-each><xsl:for-each select="f:inside($item)"><xsl:text> </xsl:text><span class="inside">{f:say('disagreements.inside', .)}</span></xsl:for-each><xsl:if test="$item/@cert != 'high'"><xsl:text> </xsl:text><span class="cert">{f:say('disagreements.cert.' || $item/@cert)}</span></xsl:if><xsl:sequence select="f:cite($item/@xml:id, f:say('cite.disagreement', $f:disagreement-numbers($item/@xml:id)))"/></p>
      <xsl:for-each select="$context"><p class="context"><xsl:sequence select="f:language('text')"/>{.}</p></xsl:for-each>
      <ul class="sides"><xsl:apply-templates select="$item/(* except (note | ptr))" mode="m:side"/></ul>
      <xsl:for-each select="$item/note[@type = 'outside']"><p class="outside">{f:say('disagreements.outside')} {.}</p></xsl:for-each>
    </li>
  </xsl:function>

  <xsl:template match="*" mode="m:side" as="element(h:li)">
    <li><span class="sigla">{string-join(f:sigla(@source), ' ')}</span><xsl:text> </xsl:text><span class="said"><xsl:sequence select="f:language('text')"/>{.}</span><xsl:apply-templates select="f:sentence(.)" mode="m:sentence"/><xsl:if test="@ana"><xsl:text> </xsl:text><span class="agrees">{f:say('disagreements.agrees')}</span></xsl:if></li>
  </xsl:template>

  <!-- The sentence of a side, with the places where its witnesses have it. -->
  <xsl:mode name="m:sentence" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:template match="note" mode="m:sentence" as="item()*">
    <xsl:text> </xsl:text>
    <span class="told"><xsl:if test="not(. = ../seg)"><span><xsl:sequence select="f:language('text')"/>{.}</span></xsl:if><xsl:sequence select="f:places(@corresp)"/></span>
  </xsl:template>

  <!-- The sentences stand in the order of their sides; a disagreement has one for every side, or none. -->
  <xsl:function name="f:sentence" as="element(note)?">
    <xsl:param name="side" as="element()"/>
    <xsl:variable name="told" select="$side/../note[@type = 'context'][@source]"/>
    <xsl:variable name="sides" select="$side/../(* except (note | ptr))"/>
    <xsl:sequence select="$told[count($told) = count($sides)][position() = count($side/preceding-sibling::*[. intersect $sides]) + 1]"/>
  </xsl:function>

  <!-- The witnesses that stand on more than one side. -->
  <xsl:function name="f:inside" as="xs:string*">
    <xsl:param name="item" as="element(item)"/>
    <xsl:variable name="told" select="$item/(* except (note | ptr))/f:sigla(@source)"/>
    <xsl:sequence select="distinct-values($told)[count(index-of($told, .)) > 1]"/>
  </xsl:function>

  <xsl:function name="f:places" as="node()*">
    <xsl:param name="addresses" as="attribute()?"/>
    <xsl:for-each select="tokenize($addresses)"><xsl:text> </xsl:text><a href="{f:place(.)}">{f:place-label(.)}</a></xsl:for-each>
  </xsl:function>

  <!-- `#app-x` is a place of the edition, `witnesses/G.xml#m-x` one of a witness. -->
  <xsl:function name="f:place" visibility="public" as="xs:string">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="if (starts-with($address, '#')) then 'read.html' || $address else 'wit-' || f:witness-at($address)/@xml:id || '.html#' || substring-after($address, '#')"/>
  </xsl:function>

  <!-- The witness that is read from a file; of several that one file holds, the first that has the place. -->
  <xsl:function name="f:witness-at" as="element(witness)?">
    <xsl:param name="address" as="xs:string"/>
    <xsl:variable name="known" select="$edition//listWit/witness[idno[@type = 'file'] = substring-before($address, '#')]"/>
    <xsl:variable name="sigla" select="key('f:id', substring-after($address, '#'), $witnesses)/ancestor::TEI/f:siglum(teiHeader)"/>
    <xsl:sequence select="($known[@n = $sigla], $known)[1]"/>
  </xsl:function>

  <xsl:function name="f:place-label" as="xs:string">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="if (starts-with($address, '#')) then f:say('disagreements.text') else f:say('disagreements.in', f:witness-at($address)/@n)"/>
  </xsl:function>

  <xsl:function name="f:entry-name" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="(key('f:id', $id, $registers) ! f:name(.), $id)[1]"/>
  </xsl:function>
</xsl:stylesheet>
