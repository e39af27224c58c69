<?xml version="1.0" encoding="UTF-8"?>
<!-- What may stand inside an element, in signs and again in words. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="https://variorum.example/mode" xmlns:f="https://variorum.example/function"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:mode name="m:signs" on-no-match="shallow-skip" on-multiple-match="use-last"/>
  <xsl:mode name="m:told" on-no-match="shallow-skip" on-multiple-match="use-last"/>
  <xsl:mode name="m:name" on-no-match="shallow-skip" on-multiple-match="use-last"/>

  <!-- How to read the signs -->
  <xsl:function name="f:legend" as="element(h:section)">
    <xsl:param name="schema" as="element(schemaSpec)"/>
    <section id="part-legend">
      <h3>How to read the entries</h3>
      <p>An entry tells what an element is and what to mind, shows an example, and lists the attributes. One that is
        <span class="required">required</span> must stand on every such element; behind what a value may be, its exact type
        and pattern are given in grey. The content, that is what may stand inside, is given in signs and again in words:</p>
      <dl class="values signs">
        <div><dt><code>a, b</code></dt><dd>first a, then b</dd></div>
        <div><dt><code>a | b</code></dt><dd>a or b</dd></div>
        <div><dt><code>a?</code></dt><dd>one a or none</dd></div>
        <div><dt><code>a*</code></dt><dd>any number of a, also none</dd></div>
        <div><dt><code>a+</code></dt><dd>one a or more</dd></div>
        <div><dt><code>(a, b)+</code></dt><dd>what stands in brackets counts as one</dd></div>
        <div><dt><code>text</code></dt><dd>characters</dd></div>
      </dl>
      <xsl:for-each select="$schema/macroSpec[1]">
        <p>A name such as <xsl:apply-templates mode="m:link" select="."/> stands for a content that several elements share.</p>
      </xsl:for-each>
    </section>
  </xsl:function>

  <xsl:function name="f:content" as="element()+">
    <xsl:param name="content" as="element(content)"/>
    <xsl:if test="$content//(elementRef | macroRef)">
      <p class="signs"><code><xsl:apply-templates mode="m:signs" select="$content"/></code></p>
    </xsl:if>
    <div class="told"><xsl:apply-templates mode="m:told" select="$content"/></div>
  </xsl:function>

  <!-- How often: the sign of a part -->
  <xsl:function name="f:often" as="xs:string">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="many" select="$part/@maxOccurs = 'unbounded'"/>
    <xsl:variable name="none" select="$part/@minOccurs = '0'"/>
    <xsl:sequence select="('*'[$many and $none], '+'[$many], '?'[$none], '')[1]"/>
  </xsl:function>

  <!-- The names of things, in signs and words alike -->
  <xsl:template mode="m:name" match="elementRef" as="element()"><xsl:sequence select="f:link(key('f:element', @key), @key)"/></xsl:template>
  <xsl:template mode="m:name" match="macroRef" as="element()"><xsl:sequence select="f:link(key('f:macro', @key), @key)"/></xsl:template>
  <xsl:template mode="m:name" match="textNode" as="text()">text</xsl:template>
  <xsl:template mode="m:name" match="empty" as="text()">nothing</xsl:template>

  <!-- In signs -->
  <xsl:template mode="m:signs" match="elementRef | macroRef | textNode | empty" as="node()+">
    <xsl:apply-templates mode="m:name" select="."/><xsl:text>{f:often(.)}</xsl:text>
  </xsl:template>
  <xsl:template mode="m:signs" match="alternate" as="node()*"><xsl:sequence select="f:bracketed(*, ' | '), f:text(f:often(.))"/></xsl:template>
  <xsl:template mode="m:signs" match="sequence" as="node()*"><xsl:sequence select="f:bracketed(*, ', '), f:text(f:often(.))"/></xsl:template>
  <xsl:template mode="m:signs" match="content" as="node()*"><xsl:sequence select="f:bracketed(*, ', ')"/></xsl:template>

  <!-- One part that stands once needs no brackets, nor does the only part of an element. -->
  <xsl:function name="f:bracketed" as="node()*">
    <xsl:param name="parts" as="element()+"/>
    <xsl:param name="sign" as="xs:string"/>
    <xsl:variable name="bare" select="count($parts) = 1 and ($parts/parent::content or f:often($parts) = '')"/>
    <xsl:sequence select="f:text('('[not($bare)])"/>
    <xsl:for-each select="$parts">
      <xsl:sequence select="f:text($sign[current() >> $parts[1]])"/>
      <xsl:apply-templates mode="m:signs" select="."/>
    </xsl:for-each>
    <xsl:sequence select="f:text(')'[not($bare)])"/>
  </xsl:function>

  <xsl:function name="f:text" as="text()?">
    <xsl:param name="words" as="xs:string?"/>
    <xsl:if test="$words"><xsl:value-of select="$words"/></xsl:if>
  </xsl:function>

  <!-- In words: how a part is told depends on its shape -->
  <xsl:function name="f:shape" as="xs:string">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="names" select="$part/(elementRef | macroRef | textNode | empty)"/>
    <xsl:variable name="flat" select="count($names) = count($part/*)"/>
    <xsl:variable name="once" select="every $name in $names satisfies f:often($name) = ''"/>
    <xsl:sequence select="(
      'name'[$part[self::elementRef or self::macroRef or self::textNode or self::empty]],
      'wrapper'[count($part/*) = 1 and ($flat and $once or f:often($part) = '')],
      'mixed'[$flat and $once and $part/self::alternate and $part/textNode and f:often($part) = ('*', '+')],
      'choice'[$flat and $once and $part/self::alternate],
      'row'[$flat and not($part/self::alternate) and f:often($part) = ''],
      'nested')[1]"/>
  </xsl:function>

  <xsl:template mode="m:told" match="*[f:shape(.) = 'name']" as="node()+"><xsl:sequence select="f:numbered(., f:often(.))"/></xsl:template>
  <xsl:template mode="m:told" match="*[f:shape(.) = 'wrapper'][f:often(.) = '']" as="node()+"><xsl:apply-templates mode="m:told" select="*"/></xsl:template>
  <xsl:template mode="m:told" match="*[f:shape(.) = 'wrapper'][f:often(.) ne '']" as="node()+"><xsl:sequence select="f:numbered(*, f:often(.))"/></xsl:template>
  <xsl:template mode="m:told" match="*[f:shape(.) = 'mixed']" as="node()+">
    <xsl:text>text, and any number of these, in any order: </xsl:text>
    <xsl:sequence select="f:listed(* except textNode)"/>
  </xsl:template>
  <xsl:template mode="m:told" match="*[f:shape(.) = 'choice']" as="node()+">
    <xsl:text>{f:lead(.)}: </xsl:text>
    <xsl:sequence select="f:listed(*)"/>
  </xsl:template>
  <xsl:template mode="m:told" match="*[f:shape(.) = 'row']" as="node()+">
    <xsl:for-each select="*">
      <xsl:sequence select="f:text(', then '[current()/preceding-sibling::*])"/>
      <xsl:apply-templates mode="m:told" select="."/>
    </xsl:for-each>
  </xsl:template>
  <xsl:template mode="m:told" match="*[f:shape(.) = 'nested']" as="node()+">
    <xsl:text>{f:lead(.)}:</xsl:text>
    <xsl:element name="{if (self::alternate) then 'ul' else 'ol'}">
      <xsl:for-each select="*"><li><xsl:apply-templates mode="m:told" select="."/></li></xsl:for-each>
    </xsl:element>
  </xsl:template>

  <xsl:function name="f:listed" as="node()*">
    <xsl:param name="parts" as="element()*"/>
    <xsl:for-each select="$parts">
      <xsl:sequence select="f:text(', '[current() >> $parts[1]])"/>
      <xsl:apply-templates mode="m:name" select="."/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:numbered" as="node()+">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="often" as="xs:string"/>
    <xsl:variable name="words" select="map{'': 'one ', '?': 'perhaps one ', '*': 'any number of ', '+': 'one or more '}($often)"/>
    <xsl:sequence select="f:text($words[$name/self::elementRef or ($name/self::macroRef and $often ne '')])"/>
    <xsl:apply-templates mode="m:name" select="$name"/>
  </xsl:function>

  <xsl:function name="f:lead" as="xs:string">
    <xsl:param name="group" as="element()"/>
    <xsl:sequence select="if ($group/self::alternate)
      then map{'': 'one of these', '?': 'perhaps one of these', '*': 'any number of these, in any order', '+': 'one or more of these, in any order'}(f:often($group))
      else map{'': 'in this order', '?': 'perhaps, in this order', '*': 'any number of times, in this order', '+': 'once or more, in this order'}(f:often($group))"/>
  </xsl:function>
</xsl:stylesheet>
