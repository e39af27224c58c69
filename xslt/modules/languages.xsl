<?xml version="1.0" encoding="UTF-8"?>
<!-- A site in several languages: the pages of the first stand at its root, those of others each in a folder of their own
     under the same names. All else (files, images, the index of the search) stands once, at the root. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    expand-text="yes" exclude-result-prefixes="#all">

  <!-- The folder of these pages, with a slash behind it; nothing at the root. -->
  <xsl:variable name="f:folder" as="xs:string" select="string(f:setting('folder'))"/>
  <xsl:variable name="f:root" as="xs:string" select="if ($f:folder) then '../' else ''"/>
  <xsl:variable name="f:languages" as="element(language)*" select="$settings/settings/language" xpath-default-namespace=""/>

  <!-- Whether an address in the site is that of a page, which each language has. -->
  <xsl:function name="f:is-page" visibility="public" as="xs:boolean">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="matches($address, '^[^/?#:]+\.html([?#].*)?$')"/>
  </xsl:function>

  <!-- The links of the head to the same page in each language, by which search engines know them. -->
  <xsl:function name="f:alternates" as="element(h:link)*">
    <xsl:param name="file" as="xs:string"/>
    <xsl:for-each select="$f:languages">
      <link rel="alternate" hreflang="{@tag}" href="{(f:setting('url') ! (replace(., '/+$', '') || '/'), $f:root)[1]}{@folder}{$file}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The switch: the same page in each language, by the language's own name. -->
  <xsl:function name="f:language-switch" as="element(h:nav)?">
    <xsl:param name="file" as="xs:string"/>
    <xsl:if test="exists($f:languages)">
      <nav class="languages" aria-label="{f:say('languages')}">
        <ul>
          <xsl:for-each select="$f:languages">
            <li><a href="{$f:root}{@folder}{$file}" hreflang="{@tag}" lang="{@tag}"><xsl:if test="@folder eq $f:folder"><xsl:attribute name="aria-current" select="'true'"/></xsl:if>{@name}</a></li>
          </xsl:for-each>
        </ul>
      </nav>
    </xsl:if>
  </xsl:function>

  <!-- A page as it stands in its folder: addresses of what stands at the root lead there. -->
  <xsl:mode name="m:in-folder" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:function name="f:in-folder" as="element(h:html)">
    <xsl:param name="page" as="element(h:html)"/>
    <xsl:choose>
      <xsl:when test="$f:folder"><xsl:apply-templates select="$page" mode="m:in-folder"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="$page"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:template match="@href[f:is-at-root(.)][not(../@hreflang)] | @src[f:is-at-root(.)] | @poster[f:is-at-root(.)] | @action[f:is-at-root(.)]" mode="m:in-folder" as="attribute()">
    <xsl:attribute name="{name()}" select="'../' || ."/>
  </xsl:template>

  <!-- Neither a page, nor a place on this page, nor an address of its own (`https:`, `//`, `/`). -->
  <xsl:function name="f:is-at-root" as="xs:boolean">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="not(f:is-page($address)) and not(matches($address, '^([#?/]|[A-Za-z][A-Za-z0-9+.-]*:|$)'))"/>
  </xsl:function>
</xsl:stylesheet>
