<?xml version="1.0" encoding="UTF-8"?>
<!-- Functions that several modules use: sigla, addresses, words cut short. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:key name="f:id" match="*[@xml:id]" use="@xml:id"/>

  <!-- The sigla of a @wit or @ed, as printed, in the order of the attribute. -->
  <xsl:function name="f:sigla" visibility="public" as="xs:string*">
    <xsl:param name="pointers" as="attribute()?"/>
    <xsl:variable name="witnesses" select="tokenize($pointers) ! key('f:id', substring(., 2), root($pointers))"/>
    <xsl:sequence select="f:joint($witnesses) ! f:siglum-among(., $witnesses)"/>
  </xsl:function>

  <!-- The page and anchor of a register entry: `registers/persons.xml#pers-x` is `persons.html#pers-x`. -->
  <xsl:function name="f:entry" visibility="public" as="xs:string">
    <xsl:param name="ref" as="xs:string"/>
    <xsl:sequence select="replace($ref, '^(\.\./)?(witness-)?registers/(\w+)\.xml', '$3.html')"/>
  </xsl:function>

  <xsl:function name="f:words" visibility="public" as="xs:integer">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="count(f:pieces($text))"/>
  </xsl:function>

  <!-- Letters of scripts that have no spaces between words (model/tokens.py): each counts as a word, as in collation. -->
  <xsl:variable name="f:unspaced" as="xs:string" select="'&#xE00;-&#xEFF;&#x1000;-&#x109F;&#x1780;-&#x17FF;&#x3005;-&#x3007;&#x3040;-&#x30FF;&#x31F0;-&#x31FF;&#x3400;-&#x4DBF;&#x4E00;-&#x9FFF;&#xF900;-&#xFAFF;&#x20000;-&#x3FFFF;'"/>

  <!-- The words of a text, each with the blank behind it. -->
  <xsl:function name="f:pieces" as="xs:string*">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="tokenize(replace(normalize-space($text), '([' || $f:unspaced || ']\p{M}*\p{P}*| )', '$1&#x200B;'), '&#x200B;')[.]"/>
  </xsl:function>

  <!-- The first and last words of a text that is longer than `most` words. -->
  <xsl:function name="f:short" visibility="public" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:variable name="words" select="f:pieces($text)"/>
    <xsl:variable name="edge" select="$most idiv 2"/>
    <xsl:sequence select="if (count($words) le $most) then string-join($words)
      else normalize-space(string-join(subsequence($words, 1, $edge))) || ' … ' || string-join(subsequence($words, count($words) - $edge + 1))"/>
  </xsl:function>

  <!-- What a reading says: nested units by their lemma, without note text. -->
  <xsl:function name="f:reading" visibility="public" as="xs:string">
    <xsl:param name="reading" as="node()?"/>
    <xsl:sequence select="normalize-space(string-join($reading/descendant-or-self::text()[not(ancestor::rdg intersect $reading/descendant::rdg)]))"/>
  </xsl:function>

  <!-- The word before a place of variation, by which an addition is found. -->
  <xsl:function name="f:before" visibility="public" as="xs:string">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="(for $part in reverse($app/preceding-sibling::node()) return tokenize(f:reading($part))[matches(., '[\p{L}\p{N}]')][last()], '')[1]"/>
  </xsl:function>

  <!-- The word behind a place of variation, where none is before it. -->
  <xsl:function name="f:behind" visibility="public" as="xs:string">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="($app/following-sibling::node() ! tokenize(f:reading(.))[matches(., '[\p{L}\p{N}]')][1], '')[1]"/>
  </xsl:function>

  <!-- The number of each id in their order. -->
  <xsl:function name="f:numbered" visibility="public" as="map(xs:string, xs:integer)">
    <xsl:param name="ids" as="attribute()*"/>
    <xsl:map><xsl:for-each select="$ids"><xsl:map-entry key="string(.)" select="position()"/></xsl:for-each></xsl:map>
  </xsl:function>
  <!-- Whether the editor wants an entry not to be shown on the site. -->
  <xsl:function name="f:is-hidden" as="xs:boolean">
    <xsl:param name="app" as="element(app)?"/>
    <xsl:sequence select="$app/@rend = ('print', 'none')"/>
  </xsl:function>
</xsl:stylesheet>
