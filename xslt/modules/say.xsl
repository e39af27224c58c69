<?xml version="1.0" encoding="UTF-8"?>
<!-- What pages say: every label and sentence comes from the message file of the language (xslt/messages). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="#all">

  <xsl:include href="plurals.xsl"/>

  <xsl:key name="f:message" match="*:m" use="@key"/>

  <!-- The message of a key. A key without a message stops the build by name. -->
  <xsl:function name="f:say" visibility="public" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:variable name="found" select="key('f:message', $key, $messages)[1]" as="element()?"/>
    <xsl:sequence select="if ($found) then normalize-space($found) else error(xs:QName('f:message'), 'there is no message ' || $key)"/>
  </xsl:function>

  <!-- The same with words put in for {1}, {2} … A place without words stops the build by name. -->
  <xsl:function name="f:say" visibility="public" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="words" as="item()*"/>
    <xsl:variable name="places" select="analyze-string(f:say($key), '\{(\d)\}')//*:group ! xs:integer(.)"/>
    <xsl:if test="$places > count($words)"><xsl:sequence select="error(xs:QName('f:message'), 'the message ' || $key || ' has a place without words')"/></xsl:if>
    <xsl:sequence select="fold-left(1 to count($words), f:say($key), function($said, $i) { string-join(tokenize($said, '\{' || $i || '\}'), string($words[$i])) })"/>
  </xsl:function>

  <!-- A number with its noun: the messages `key.one`, `key.other` and what other forms the language has; {1} is the number. -->
  <xsl:function name="f:count-of" visibility="public" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="f:count-of($number, $key, f:number($number))"/>
  </xsl:function>

  <!-- The same with what is to be put in. -->
  <xsl:function name="f:count-of" visibility="public" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="words" as="item()*"/>
    <xsl:sequence select="f:say($key || '.' || f:plural-form($number), $words)"/>
  </xsl:function>

  <!-- A message that only some editions need, such as the name of a kind of relation of their own; else the words given. -->
  <xsl:function name="f:say-or" visibility="public" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="else" as="xs:string"/>
    <xsl:sequence select="if (key('f:message', $key, $messages)) then f:say($key) else $else"/>
  </xsl:function>

  <!-- The first of these messages that the language has: some it needs only where its grammar asks for them. -->
  <xsl:function name="f:say-first" visibility="public" as="xs:string">
    <xsl:param name="keys" as="xs:string+"/>
    <xsl:param name="words" as="item()*"/>
    <xsl:sequence select="f:say(($keys[key('f:message', ., $messages)], $keys[last()])[1], $words)"/>
  </xsl:function>

  <!-- A message with links, which it writes `[words](address)`, and with words put in. -->
  <xsl:function name="f:prose" visibility="public" as="node()*">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="words" as="item()*"/>
    <xsl:analyze-string select="f:say($key, $words)" regex="\[([^\]]+)\]\(([^)]+)\)">
      <xsl:matching-substring><a href="{regex-group(2)}"><xsl:value-of select="regex-group(1)"/></a></xsl:matching-substring>
      <xsl:non-matching-substring><xsl:value-of select="."/></xsl:non-matching-substring>
    </xsl:analyze-string>
  </xsl:function>

  <!-- A number as the language writes it; some write one of four figures without a sign (1234, but 12 345). -->
  <xsl:function name="f:number" visibility="public" as="xs:string">
    <xsl:param name="n" as="xs:integer"/>
    <xsl:variable name="short" select="'number.short'[$n lt 10000]"/>
    <xsl:sequence select="format-integer($n, f:say-first(($short, 'number'), ()))"/>
  </xsl:function>

  <!-- What stands between the members of a list: «, », and «; » between members that hold lists themselves. -->
  <xsl:variable name="f:comma" as="xs:string" select="f:say('list', ('', ''))"/>
  <xsl:variable name="f:semicolon" as="xs:string" select="f:say('list.long', ('', ''))"/>

  <!-- «Members:» before what it is the label of. -->
  <xsl:function name="f:labelled" visibility="public" as="xs:string">
    <xsl:param name="label" as="xs:string"/>
    <xsl:sequence select="f:say('labelled', $label)"/>
  </xsl:function>

  <!-- The signs before and behind what is quoted, by a message such as «{1}». -->
  <xsl:function name="f:quotation-marks" visibility="public" as="xs:string+">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="tokenize(f:say($key), '\{1\}')"/>
  </xsl:function>
</xsl:stylesheet>
