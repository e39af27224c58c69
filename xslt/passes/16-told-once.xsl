<?xml version="1.0" encoding="UTF-8"?>
<!-- Omissions that one statement tells (linkGrp of type omission), by the id of the entry the attributes of it. The first entry
     of a link has @told (what is told: run, start, end, headings) and, of neighbouring blocks, the id of the last one as @until;
     the others name the first as @within, the last one has @closes (as lines of verse have, 15-verse.xsl). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:function name="f:told-once" visibility="public" as="map(xs:string, map(xs:string, xs:string))">
    <xsl:param name="tei" as="element()"/>
    <xsl:map>
      <xsl:for-each select="$tei/standOff/linkGrp[@type = 'omission']/link">
        <xsl:variable name="kind" select="string(@type)"/>
        <xsl:variable name="ids" select="tokenize(@target) ! substring(., 2)"/>
        <xsl:variable name="is-range" select="$kind ne 'headings'"/>
        <xsl:map-entry key="$ids[1]" select="map:merge((map{'told': $kind}, map{'until': $ids[last()]}[$is-range]))"/>
        <xsl:for-each select="tail($ids)">
          <xsl:map-entry key="." select="map:merge((map{'within': $ids[1]}, map{'closes': 'yes'}[$is-range and position() eq last()]))"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- Whether headings are told in the descriptions of witnesses that have none. -->
  <xsl:function name="f:is-told-elsewhere" visibility="public" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="$app/@told = 'headings'"/>
  </xsl:function>

  <!-- The formula of an omission: of one at the beginning or at the end of a witness, how far it goes. -->
  <xsl:function name="f:omission-formula" visibility="public" as="xs:string">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="f:say('print.om' || '.start'[$app/@told = 'start'] || '.end'[$app/@told = 'end'])"/>
  </xsl:function>
</xsl:stylesheet>
