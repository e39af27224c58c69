<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of the works that the editors cite. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:variable name="f:cited-works" as="element(bibl)*" select="f:works-of($edition)"/>

  <xsl:mode name="m:reference" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:function name="f:bibliography-content" as="node()*">
    <p class="lead">{f:say('cited.lead')}</p>
    <ul class="bibliography">
      <xsl:for-each select="$f:cited-works"><li id="{@xml:id}"><xsl:apply-templates mode="m:reference"/></li></xsl:for-each>
    </ul>
  </xsl:function>

  <xsl:template match="text()" mode="m:reference" as="text()"><xsl:value-of select="replace(., '\s+', ' ')"/></xsl:template>
  <xsl:template match="bibl/*" mode="m:reference" as="node()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="bibl/title" mode="m:reference" as="element(h:cite)" priority="1"><!-- before other parts --><cite>{normalize-space()}</cite></xsl:template>
  <xsl:template match="bibl/title[@level = 'a']" mode="m:reference" as="element(h:q)" priority="2"><!-- before other titles --><q>{normalize-space()}</q></xsl:template>
  <xsl:template match="bibl/ref" mode="m:reference" as="element(h:a)" priority="1"><!-- before other parts --><a href="{@target}">{normalize-space()}</a></xsl:template>
  <xsl:template match="bibl/idno[@type = ('DOI', 'doi')]" mode="m:reference" as="element(h:a)" priority="1"><!-- before other parts -->
    <a href="https://doi.org/{encode-for-uri(normalize-space()) => replace('%2F', '/')}">{normalize-space()}</a>
  </xsl:template>
</xsl:stylesheet>
