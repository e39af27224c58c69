<?xml version="1.0" encoding="UTF-8"?>
<!-- XML shown as it is written: examples and rules, without the indentation of the ODD. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="https://variorum.example/mode" xmlns:f="https://variorum.example/function"
    xmlns:eg="http://www.tei-c.org/ns/Examples" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:mode name="m:source" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:source-name" on-no-match="fail" on-multiple-match="fail"/>

  <!-- What an element holds, as text; blanks at its ends are the ODD's. -->
  <xsl:function name="f:xml" as="element(h:pre)">
    <xsl:param name="holder" as="element()"/>
    <xsl:variable name="margin" select="string-length(replace($holder/node()[1]/self::text(), '^.*\n|\S.*$', '', 's'))"/>
    <pre><code><xsl:apply-templates mode="m:source" select="$holder/node() except $holder/node()[position() = (1, last())]/self::text()[not(normalize-space())]">
      <xsl:with-param name="margin" tunnel="yes" select="'\n {0,' || $margin || '}'"/>
    </xsl:apply-templates></code></pre>
  </xsl:function>

  <xsl:template mode="m:source" match="*[node()]" as="node()+">
    <xsl:sequence select="f:tag(., '')"/>
    <xsl:apply-templates mode="m:source"/>
    <span class="markup">&lt;/{name()}></span>
  </xsl:template>
  <xsl:template mode="m:source" match="*[not(node())]" as="element(h:span)"><xsl:sequence select="f:tag(., '/')"/></xsl:template>

  <xsl:template mode="m:source" match="text()" as="text()?">
    <xsl:param name="margin" as="xs:string" tunnel="yes"/>
    <xsl:value-of select="replace(f:escaped(.), $margin, '&#10;')"/>
  </xsl:template>
  <xsl:template mode="m:source" match="@*" as="node()+">
    <xsl:text> </xsl:text><span class="at">{name()}</span>=<span class="av">"{replace(f:escaped(.), '"', '&amp;quot;')}"</span>
  </xsl:template>
  <xsl:template mode="m:source" match="comment()" as="element(h:span)"><span class="quiet">&lt;!--{.}--></span></xsl:template>
  <xsl:template mode="m:source" match="processing-instruction()" as="element(h:span)"><span class="quiet">&lt;?{name()} {.}?></span></xsl:template>

  <!-- A start tag or an empty one; the name leads to the element's entry. -->
  <xsl:function name="f:tag" as="element(h:span)">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="end" as="xs:string"/>
    <span class="markup">&lt;<xsl:apply-templates mode="m:source-name" select="$element"/><xsl:apply-templates mode="m:source" select="$element/@*"/>{$end}></span>
  </xsl:function>

  <xsl:template mode="m:source-name" match="eg:*[key('f:element', local-name())]" as="element(h:a)">
    <a href="#el-{local-name()}">{name()}</a>
  </xsl:template>
  <xsl:template mode="m:source-name" match="eg:*[not(key('f:element', local-name()))] | *[not(self::eg:*)]" as="element(h:span)"><span class="gi">{name()}</span></xsl:template>

  <xsl:function name="f:escaped" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="$text => replace('&amp;', '&amp;amp;') => replace('&lt;', '&amp;lt;')"/>
  </xsl:function>
</xsl:stylesheet>
