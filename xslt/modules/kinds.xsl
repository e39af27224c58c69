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

  <!-- The elements that are blocks of a text, and those that hold such, as patterns. -->
  <xsl:variable name="f:block" static="yes" as="xs:string"
      select="'p | head | item | bibl | label | l | cell | speaker | stage | dateline | salute | signed | ab | opener/seg | closer/seg'"/>
  <xsl:variable name="f:holder" static="yes" as="xs:string" select="'list | listBibl | quote | figure | lg | sp | table | row | opener | closer'"/>
  <!-- The elements that say how words are written. -->
  <xsl:variable name="f:written" static="yes" as="xs:string" select="'hi | add | unclear | supplied | choice | ex | ref[@type = ''link'']'"/>

  <!-- Whether what an element of a witness file holds is no part of the reading text. -->
  <xsl:function name="f:is-unread" visibility="public" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element[self::pc or self::surplus or self::note or self::fw or self::del or self::ref[@type = 'noteMark']])"/>
  </xsl:function>

  <!-- Whether an element is a block of a text. -->
  <xsl:function name="f:is-block" visibility="public" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element[self::p or self::head or self::item or self::bibl[not(ancestor::note)] or self::label or self::l or self::cell or self::speaker
      or self::stage or self::dateline or self::salute or self::signed or self::ab or self::seg[parent::opener or parent::closer]])"/>
  </xsl:function>

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
