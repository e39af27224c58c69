<?xml version="1.0" encoding="UTF-8"?>
<!-- The pages of a witness beside its text: a mark where each begins, its image, an address at a library. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <!-- The pages that a witness has: page elements with n, image, link, width, height. -->
  <xsl:function name="f:pages" as="element()*" xpath-default-namespace="">
    <xsl:param name="siglum" as="xs:string"/>
    <xsl:sequence select="$pages/pages/witness[@n = $siglum]/page"/>
  </xsl:function>

  <!-- The page that each break of a text begins, by the break: the second break with a number begins the second page with it. -->
  <xsl:function name="f:pages-by-break" as="map(xs:string, element())">
    <xsl:param name="body" as="element(body)"/>
    <xsl:param name="siglum" as="xs:string"/>
    <xsl:variable name="pages" select="f:pages($siglum)"/>
    <xsl:map>
      <xsl:for-each-group select="$body//(pb | gb)" group-by="string(@n)">
        <xsl:variable name="named" select="$pages[string(@n) = current-grouping-key()]"/>
        <xsl:for-each select="current-group()">
          <xsl:variable name="place" select="position()"/>
          <xsl:for-each select="$named[$place]"><xsl:map-entry key="generate-id(current-group()[$place])" select="."/></xsl:for-each>
        </xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <!-- Images of which no break of the text speaks. -->
  <xsl:function name="f:loose-leaves" as="element(h:div)?" xpath-default-namespace="">
    <xsl:param name="by-break" as="map(xs:string, element())"/>
    <xsl:param name="siglum" as="xs:string"/>
    <xsl:variable name="loose" select="f:pages($siglum)[@image or @link] except map:keys($by-break) ! $by-break(.)"/>
    <xsl:if test="$loose"><div class="loose"><xsl:sequence select="$loose ! f:leaf(.)"/></div></xsl:if>
  </xsl:function>

  <!-- The mark where a page begins, and the page beside it. Inside a link the mark is none. -->
  <xsl:template match="pb | gb" mode="m:witness" as="element()+">
    <xsl:param name="leaves" as="map(xs:string, element())" tunnel="yes" select="map{}"/>
    <xsl:variable name="page" select="$leaves(generate-id())"/>
    <xsl:variable name="address" select="($page/@image, $page/@link)[1]"/>
    <xsl:variable name="id" as="attribute()?"><xsl:if test="$page"><xsl:attribute name="id" select="'page-' || f:page-number($page)"/></xsl:if></xsl:variable>
    <xsl:choose>
      <xsl:when test="$address and not(ancestor::*[f:is-linked(.)])">
        <a class="pb" href="{$address}">
          <xsl:sequence select="$id"/>
          <xsl:if test="not(@n)"><xsl:attribute name="aria-label" select="f:page-title($page)"/></xsl:if>
          <xsl:text>|{@n}</xsl:text>
        </a>
        <xsl:sequence select="f:leaf($page)"/>
      </xsl:when>
      <xsl:otherwise><span class="pb"><xsl:sequence select="$id"/>|{@n}</span><xsl:sequence select="$page[@image] ! f:picture(.)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A page beside the text: its image as a link to the file, its address at a library. -->
  <xsl:function name="f:leaf" as="element(h:span)" xpath-default-namespace="">
    <xsl:param name="page" as="element()"/>
    <span class="leaf">
      <xsl:if test="$page/@image"><a class="image" href="{$page/@image}"><xsl:sequence select="f:picture($page)"/></a></xsl:if>
      <xsl:if test="$page/@link"><a class="facsimile" href="{$page/@link}">{f:labelled(f:page-name($page))} {f:say('leaf.facsimile')}</a></xsl:if>
    </span>
  </xsl:function>

  <xsl:function name="f:picture" as="element(h:img)" xpath-default-namespace="">
    <xsl:param name="page" as="element()"/>
    <img loading="lazy" src="{$page/@image}" alt="{f:page-title($page)}">
      <xsl:copy-of select="$page/(@width, @height)"/>
    </img>
  </xsl:function>

  <xsl:function name="f:page-title" as="xs:string" xpath-default-namespace="">
    <xsl:param name="page" as="element()"/>
    <xsl:sequence select="f:say('leaf.image', (f:page-name($page), $page/../@n))"/>
  </xsl:function>

  <xsl:function name="f:page-name" as="xs:string" xpath-default-namespace="">
    <xsl:param name="page" as="element()"/>
    <xsl:sequence select="string(($page/@n, $page/@label, f:page-number($page))[string() ne ''][1])"/>
  </xsl:function>

  <!-- The number of a page in the list of its witness. -->
  <xsl:function name="f:page-number" as="xs:integer" xpath-default-namespace="">
    <xsl:param name="page" as="element()"/>
    <xsl:sequence select="xs:integer($page/@number)"/>
  </xsl:function>

  <!-- «(12v)» behind a siglum, where the page of a reading is to be shown: a link to its beginning in the witness. -->
  <xsl:function name="f:folio" as="node()*" xpath-default-namespace="">
    <xsl:param name="unit" as="attribute()?"/>
    <xsl:param name="witness" as="element()"/>
    <xsl:for-each select="$unit ! key('f:folios', ., $folios)/wit[@n = $witness/@n]">
      <xsl:text>&#160;(</xsl:text><a class="folio" href="{f:witness-file($witness)}#page-{@page}">{.}</a><xsl:text>)</xsl:text>
    </xsl:for-each>
  </xsl:function>

  <xsl:key name="f:folios" match="*:app" use="@id"/>

  <!-- Where images are enlarged: a script opens it. -->
  <xsl:function name="f:viewer" as="element(h:dialog)">
    <dialog class="viewer" aria-label="{f:say('leaf.viewer')}">
      <div class="tools">
        <p class="name" aria-live="polite"></p>
        <xsl:for-each select="'smaller', 'larger', 'whole', 'previous', 'next', 'close'">
          <button type="button" data-does="{.}">{f:say('leaf.' || .)}</button>
        </xsl:for-each>
      </div>
      <div class="sheet" tabindex="0" role="region" aria-label="{f:say('leaf.sheet')}"></div>
    </dialog>
  </xsl:function>
</xsl:stylesheet>
