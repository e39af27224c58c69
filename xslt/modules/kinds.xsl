<?xml version="1.0" encoding="UTF-8"?>
<!-- The kinds of registers, from the one table in src/edition/model/kinds.py. The program sets it before it compiles, so that
     patterns can name the elements: _match="{$f:forms}". A stylesheet includes this module before those that read it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- The rows of the table as JSON. -->
  <xsl:param name="kinds" static="yes" as="xs:string" required="yes"/>

  <!-- The rows: file (name of register and page), prefix (of ids), list, entry and form (elements), key and matter (of
       messages). -->
  <xsl:variable name="f:kinds" static="yes" as="map(xs:string, xs:string)+" select="parse-json($kinds)?*"/>

  <!-- The elements of names that registers have, as a pattern; and the same with those that they have not. -->
  <xsl:variable name="f:forms" static="yes" as="xs:string" select="string-join($f:kinds?form, ' | ')"/>
  <xsl:variable name="f:names" static="yes" as="xs:string" select="$f:forms || ' | name'"/>

  <!-- The forms of an entry, in its order; the first names it. -->
  <xsl:function name="f:forms" visibility="public" as="element()*">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence _select="$entry/({$f:forms})"/>
  </xsl:function>

  <!-- The name of an entry: its first form, or the label of what no witness names. -->
  <xsl:function name="f:main-form" visibility="public" as="element()?">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence _select="$entry/({$f:forms} | label)[1]"/>
  </xsl:function>

  <!-- The entries of a kind. -->
  <xsl:function name="f:entries" visibility="public" as="element()*">
    <xsl:param name="kind" as="map(xs:string, xs:string)"/>
    <xsl:param name="registers" as="document-node()?"/>
    <xsl:sequence select="$registers//standOff//*[local-name() eq $kind?entry and local-name(..) eq $kind?list]"/>
  </xsl:function>
</xsl:stylesheet>
