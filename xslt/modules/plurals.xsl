<?xml version="1.0" encoding="UTF-8"?>
<!-- Which form of a message stands beside a number, by the rules of the message file (src/edition/project/plural_rules.py
     checks them). They are read once, into maps that the script of the pages gets as they are. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:map="http://www.w3.org/2005/xpath-functions/map" exclude-result-prefixes="#all">

  <!-- Of each form but `other`: any of the alternatives, each all of its relations. A file without rules has «one» and «other». -->
  <xsl:variable name="f:plural-rules" as="map(xs:string, item()*)*" select="
      if ($messages/messages/plural) then $messages/messages/plural[@when] ! f:plural-rule(@form, @when) else f:plural-rule('one', 'n = 1')"/>

  <xsl:function name="f:plural-rule" as="map(xs:string, item()*)">
    <xsl:param name="form" as="xs:string"/>
    <xsl:param name="when" as="xs:string"/>
    <xsl:sequence select="map{'form': $form, 'any': array{tokenize($when, '\s+or\s+') ! array{tokenize(., '\s+and\s+') ! f:plural-relation(normalize-space(.))}}}"/>
  </xsl:function>

  <!-- `n % 10 = 2..4`: the modulus (0: none; what speaks of decimals is 0, as is a remainder of 1), whether it is negated, its ranges. -->
  <xsl:function name="f:plural-relation" as="map(xs:string, item())">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="parts" select="analyze-string($words, '^(not )?\s*([nivwftce])(\s*(%|mod)\s*(\d+))?\s*(!=|=|is not|is|not in|in)\s*(.+)$')//*:group" as="element()*"/>
    <xsl:variable name="modulus" select="if ($parts[@nr = '2'] = ('n', 'i')) then ($parts[@nr = '5'] ! xs:integer(.), 0)[1] else 1"/>
    <xsl:variable name="is-negated" select="exists($parts[@nr = '1']) ne matches($parts[@nr = '6'], '!|not')"/>
    <xsl:sequence select="map{'modulus': $modulus, 'not': $is-negated,
      'ranges': array{tokenize($parts[@nr = '7'], ',') ! array{let $ends := tokenize(normalize-space(.), '\s*\.\.\s*') ! xs:integer(.) return ($ends[1], $ends[last()])}}}"/>
  </xsl:function>

  <!-- `one`, `few`, `other` … -->
  <xsl:function name="f:plural-form" visibility="public" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:sequence select="($f:plural-rules[some $all in ?any?* satisfies (every $one in $all?* satisfies f:is-plural($one, $number))]?form, 'other')[1]"/>
  </xsl:function>

  <xsl:function name="f:is-plural" as="xs:boolean">
    <xsl:param name="relation" as="map(xs:string, item())"/>
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="value" select="if ($relation?modulus) then $number mod $relation?modulus else $number"/>
    <xsl:sequence select="(some $range in $relation?ranges?* satisfies $value ge $range(1) and $value le $range(2)) ne $relation?not"/>
  </xsl:function>
</xsl:stylesheet>
