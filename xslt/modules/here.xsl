<?xml version="1.0" encoding="UTF-8"?>
<!-- From a place of the text to the same place of another page: at each paragraph to the comparison, and there to its sections. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:function name="f:compare-here" as="element(h:a)?">
    <xsl:param name="block" as="element()"/>
    <xsl:if test="exists($f:pair[2])">
      <a class="compare-here" href="compare.html#{$block/@xml:id}" title="{f:say('read.compare')}"><span aria-hidden="true">‖</span><span class="vh">{f:say('read.compare')}</span></a>
    </xsl:if>
  </xsl:function>

  <!-- The sections of the text, as links to the rows of their headings. -->
  <xsl:function name="f:row-contents" as="element(h:details)?">
    <xsl:variable name="heads" select="$edition//body//div/head[1][@xml:id][not(ancestor::rdg)]"/>
    <xsl:if test="count($heads) gt 1">
      <details class="row-contents">
        <summary>{f:say('contents')}</summary>
        <ol>
          <xsl:for-each select="$heads">
            <li class="depth{count(ancestor::div)}"><a href="#{@xml:id}"><xsl:sequence select="f:language('text')"/>{f:reading(.)}</a></li>
          </xsl:for-each>
        </ol>
      </details>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
