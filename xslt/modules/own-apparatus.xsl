<?xml version="1.0" encoding="UTF-8"?>
<!-- The apparatus that the file of a witness has, under its text: as its editors have it, beside ours. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    expand-text="yes" exclude-result-prefixes="#all">

  <xsl:function name="f:own-apparatus" visibility="public" as="element(h:details)?">
    <xsl:param name="siglum" as="xs:string"/>
    <xsl:variable name="entries" select="$own/own/witness[@n = $siglum]/entry"/>
    <xsl:if test="$entries">
      <details class="apparatus" id="own-apparatus">
        <summary>{f:say('witness.own')} {f:count-of(count($entries), 'place')}</summary>
        <ul class="entries"><xsl:sequence select="$entries ! f:own-entry(.)"/></ul>
      </details>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:own-entry" as="element(h:li)">
    <xsl:param name="entry" as="element(entry)"/>
    <li>
      <xsl:if test="$entry/@loc ne ''"><b class="place">{$entry/@loc}</b><xsl:text> </xsl:text></xsl:if>
      <xsl:if test="$entry/@lemma ne ''"><span class="lemma">{$entry/@lemma}</span><xsl:text>] </xsl:text></xsl:if>
      <xsl:for-each select="$entry/reading">
        <xsl:if test="position() gt 1">; </xsl:if>
        <xsl:choose>
          <xsl:when test="string()"><span class="reading">{.}</span></xsl:when>
          <xsl:otherwise><i>{f:say('print.om')}</i></xsl:otherwise>
        </xsl:choose>
        <xsl:text> </xsl:text>
        <span class="sigla">{@sigla}</span>
      </xsl:for-each>
    </li>
  </xsl:function>
</xsl:stylesheet>
