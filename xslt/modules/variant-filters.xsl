<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of variants filtered by witness, class and section: what the script of the page finds to choose by
     (site/js/37-variants.js). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <!-- The readings of an entry that are not the base's; none where the base lacks the whole passage. -->
  <xsl:function name="f:readings-apart" as="element()*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="of-base" select="f:reading-in($app, '#' || f:base()/@xml:id)"/>
    <xsl:sequence select="(f:readings($app) except $of-base)[not(@type = 'lac')][exists($of-base)]"/>
  </xsl:function>

  <!-- All of them, and their classes in the order of the taxonomy. -->
  <xsl:variable name="f:all-apart" as="element()*" select="$edition//body//app ! f:readings-apart(.)"/>
  <xsl:variable name="f:classes" as="xs:string*" select="distinct-values($edition//taxonomy[@xml:id = 'kinds']/category/@xml:id/substring-after(., 'kind-'))[. = $f:all-apart/@type]"/>

  <!-- Where the script has the filters, with what it says: data-count.one is the message variants.filter.count.one. -->
  <xsl:function name="f:variants-filters" as="element(h:div)">
    <div class="filters" data-witnesses="{$f:others/@n}">
      <xsl:for-each select="$messages/messages/m[starts-with(@key, 'variants.filter.')]" xpath-default-namespace="">
        <xsl:attribute name="data-{substring-after(@key, 'variants.filter.')}" select="normalize-space()"/>
      </xsl:for-each>
      <xsl:for-each select="$f:classes"><data value="{.}">{f:kind(.)}</data></xsl:for-each>
    </div>
  </xsl:function>

  <!-- By pointer to a witness: the classes of its readings in a row, with blanks between. -->
  <xsl:function name="f:classes-in" as="map(xs:string, xs:string)">
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:variable name="block" select="key('f:id', $row/@id, $edition)"/>
    <xsl:map>
      <xsl:for-each-group select="($block/ancestor::app | $block//app) ! f:readings-apart(.)[@type]" group-by="tokenize(@wit)">
        <xsl:map-entry key="current-grouping-key()" select="string-join(distinct-values(current-group()/@type), ' ')"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>
</xsl:stylesheet>
