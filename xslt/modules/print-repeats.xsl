<?xml version="1.0" encoding="UTF-8"?>
<!-- Words that stand more than once near each other: where two of them come to stand in one line the typesetter numbers the
     lemma. Which lines there will be nobody knows here, so every word that may be taken for the first (or last) word of a
     lemma nearby bears its form. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:array="http://www.w3.org/2005/xpath-functions/array" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="urn:edition:print" exclude-result-prefixes="#all" expand-text="yes">

  <!-- No line has more words than this. -->
  <xsl:variable name="f:reach" as="xs:integer" select="30"/>

  <!-- forms: of a word, by its generated id; first, last: of an entry, by its id, the form of its first and last word. -->
  <xsl:function name="f:repeats" as="map(xs:string, map(xs:string, xs:string*))">
    <xsl:param name="places" as="map(xs:string, map(xs:string, xs:string*))"/>
    <xsl:param name="flows" as="document-node()"/>
    <xsl:param name="entries" as="element(entry)*"/>
    <xsl:variable name="words" as="array(element(w))" select="array { $flows//w[c] }"/>
    <xsl:variable name="texts" as="array(xs:string)" select="array:for-each($words, function($w) { f:bare(f:word-text($w)) })"/>
    <xsl:variable name="lemmata" as="map(xs:string, element(lemma))" select="map:merge($entries ! map:entry(string(@id), lemma))"/>
    <xsl:variable name="found" as="map(*)*" select="for $i in 1 to array:size($words), $end in ('from', 'to'),
      $id in $places($end)(generate-id($words($i))), $lemma in $lemmata($id) return f:found($i, $end, $id, $lemma, $texts)"/>
    <xsl:sequence select="map {
      'forms': map:merge($found ! (for $at in ?at return map:entry(generate-id($words($at)), ?form)), map { 'duplicates': 'combine' }),
      'first': map:merge($found[?end = 'from'] ! map:entry(?id, ?form)),
      'last': map:merge($found[?end = 'to'] ! map:entry(?id, ?form)) }"/>
  </xsl:function>

  <!-- A lemma that begins (or, cut short, ends) at a word, with all its like near it; nothing if there is none. -->
  <xsl:function name="f:found" as="map(*)?">
    <xsl:param name="place" as="xs:integer"/>
    <xsl:param name="end" as="xs:string"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="lemma" as="element(lemma)"/>
    <xsl:param name="texts" as="array(xs:string)"/>
    <xsl:variable name="sought" as="xs:string*" select="$lemma/*[local-name() = map { 'from': 'first', 'to': 'last' }($end)] ! tokenize(.) ! f:bare(.)"/>
    <xsl:variable name="near" as="xs:integer*" select="if (empty($sought)) then () else
      (max((1, $place - $f:reach)) to min((array:size($texts) - count($sought) + 1, $place + $f:reach)))
        [$texts(.) eq $sought[1]][every $k in 2 to count($sought) satisfies $texts(. + $k - 1) eq $sought[$k]]"/>
    <xsl:if test="$place = $near and count($near) gt 1">
      <xsl:sequence select="map { 'at': $near, 'end': $end, 'id': $id, 'form': string-join($sought, '+') }"/>
    </xsl:if>
  </xsl:function>

  <!-- A lemma as one part, or cut short as a first and a last. -->
  <xsl:function name="f:lemma" visibility="public" as="element(lemma)">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="longest" as="xs:integer"/>
    <xsl:variable name="all" select="tokenize($words)"/>
    <lemma>
      <xsl:sequence select="f:turned($words)"/>
      <xsl:choose>
        <xsl:when test="count($all) le $longest"><first>{string-join($all, ' ')}</first></xsl:when>
        <xsl:otherwise><first>{$all[1]}</first> … <last>{$all[last()]}</last></xsl:otherwise>
      </xsl:choose>
    </lemma>
  </xsl:function>

  <xsl:mode name="m:forms" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template match="lemma/first | lemma/last" mode="m:forms" as="element()">
    <xsl:param name="repeats" as="map(xs:string, map(xs:string, xs:string*))" tunnel="yes"/>
    <xsl:copy>
      <xsl:sequence select="f:attribute(string($repeats(local-name())(../../@id)), 'form')"/>
      <xsl:value-of select="."/>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
