<?xml version="1.0" encoding="UTF-8"?>
<!-- The sigla of the foot: of a lemma or reading, with the pages of witnesses where they are shown. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:function name="f:cited" visibility="public" as="xs:string">
    <xsl:param name="pointers" as="attribute()"/>
    <xsl:variable name="all" select="tokenize($pointers) ! key('f:witness', substring(., 2), root($pointers))"/>
    <xsl:sequence select="string-join(f:joint($all) ! f:siglum-among(., $all), ' ')"/>
  </xsl:function>

  <!-- The sigla of a reading; the page of a witness, where it is to be shown, without a blank before it. -->
  <xsl:function name="f:cited-pages" visibility="public" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="pages" select="if ($folios) then key('f:folio', $reading/ancestor::app[1]/@xml:id, $folios)/* else ()"/>
    <xsl:variable name="all" select="f:witnesses-of($reading)"/>
    <xsl:variable name="apart" select="$all[@n = $pages/@n or exists(f:doubt(., $reading/@wit))]"/>
    <xsl:sequence select="string-join(f:bearers($reading, $apart)
      ! (let $n := @n return string-join((f:siglum-among(., $all), self::witness ! f:doubt(., $reading/@wit) ! ('(' || . || ')'), $pages[@n = $n][1] ! ('(' || replace(., '\s', '') || ')')), '&#160;')), ' ')"/>
  </xsl:function>

  <!-- The witnesses of the lemma, where the entry names them. -->
  <xsl:function name="f:of-lemma" as="element(o:reading)?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:if test="f:names-lemma($app)">
      <reading sigla="{f:cited-pages($app/lem)}"><xsl:sequence select="f:omitted()[$app/lem/@type = 'om']"/></reading>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
