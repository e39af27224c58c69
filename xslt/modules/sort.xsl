<?xml version="1.0" encoding="UTF-8"?>
<!-- The one order of names, in every index of the site and of the book: by surname or name without article; case, accents
     and marks count for nothing, but where the language of the labels has letters of its own (`sort.letters`); what is not
     Latin follows in the order of its own script. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- The name as an index has it: «Stalin, Joseph», «Aue, Johann von der», «The Great Terror». What the register calls
       surname comes first; a particle outside of it stays with the forename. -->
  <xsl:function name="f:index-name" visibility="public" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="form" select="f:main-form($entry)"/>
    <xsl:variable name="surname" select="normalize-space($form/surname[1])"/>
    <xsl:variable name="rest" select="normalize-space(string-join($form//text()[not(ancestor::surname[1] is $form/surname[1])]))"/>
    <xsl:sequence select="if ($surname and $rest) then $surname || ', ' || replace($rest, '[\s,]+$', '') else normalize-space($form)"/>
  </xsl:function>

  <!-- What an entry is sorted by, compared by code points: the surname, then, behind a tab that is before every letter, the
       rest. -->
  <xsl:function name="f:sort-key" visibility="public" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="surname" select="normalize-space($entry/persName[1]/surname[1])"/>
    <xsl:variable name="name" select="f:index-name($entry)"/>
    <xsl:sequence select="if ($surname) then f:folded($surname) || '&#9;' || f:folded(substring-after($name, $surname))
      else f:folded(if ($entry/self::person or not($f:articles)) then $name else replace($name, $f:articles, '', 'i'))"/>
  </xsl:function>

  <!-- The pattern of the articles with which a name is not sorted; empty in a language without. -->
  <xsl:variable name="f:articles" as="xs:string" select="string-join(
      tokenize(f:say('sort.articles')) ! ('^' || f:as-pattern(.) || (if (matches(., '[’'']$')) then '' else '\s+')), '|')"/>

  <xsl:function name="f:as-pattern" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="replace($words, '([\\|.?*+(){}\[\]^$-])', '\\$1')"/>
  </xsl:function>

  <!-- Letters of their own in the alphabet of the language: «n &lt; ñ; h &lt; ch». Each is sorted as the letter before it with so
       many signs behind it that come after every Latin letter; the longest first, so that «dž» is no d and ž. -->
  <xsl:variable name="f:own-letters" as="map(xs:string, xs:string)*">
    <xsl:perform-sort select="
        for $group in key('f:message', 'sort.letters', $messages)[1] ! tokenize(., ';'), $members in array{tokenize($group, '&lt;') ! normalize-space()}, $i in 2 to array:size($members)
        return map{'letter': lower-case($members($i)), 'key': lower-case($members(1)) || string-join((2 to $i) ! 'ԯ')}" xmlns:array="http://www.w3.org/2005/xpath-functions/array">
      <xsl:sort select="string-length(?letter)" order="descending"/><xsl:sort select="string-length(?key)" order="descending"/>
    </xsl:perform-sort>
  </xsl:variable>

  <!-- Letters alone, as they are sorted: Ł is l, ß is ss, O’Brien is obrien; marks that are no letters are nothing, a hyphen
       is a blank. The Cyrillic letters whose code is out of their order stand behind the letter that they follow. -->
  <xsl:function name="f:folded" visibility="public" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="own" select="fold-left($f:own-letters, lower-case(normalize-unicode($words, 'NFC')), function($made, $one) { replace($made, $one?letter, $one?key) })"/>
    <xsl:variable name="plain" select="translate(lower-case(normalize-unicode($own, 'NFKD')), 'łøđðħıŧƀɨʉ', 'loddhitbiu')"/>
    <xsl:variable name="latin" select="replace(replace(replace(replace($plain, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')"/>
    <xsl:variable name="bare" select="normalize-unicode(replace($latin, '([a-z&#x370;-&#x3FF;&#x1F00;-&#x1FFF;])\p{M}+', '$1'), 'NFC')"/>
    <xsl:variable name="slavic" select="replace(replace(replace(replace(replace($bare, 'ё', 'е'), 'ґ', 'гԯ'), 'є', 'еԯ'), 'ї', 'иԯԯ'), 'і', 'иԯ')"/>
    <xsl:sequence select="normalize-space(replace(replace($slavic, '[\s\p{Pd}/]+', ' '), '[^\p{L}\p{N}\p{M} ]', ''))"/>
  </xsl:function>

  <!-- The letter under which an entry stands; # for what begins with none. -->
  <xsl:function name="f:letter" visibility="public" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="key" select="f:sort-key($entry)"/>
    <xsl:variable name="own" select="sort($f:own-letters[starts-with($key, ?key)], (), function($one) { -string-length($one?key) })[1]?letter"/>
    <xsl:variable name="behind" select="map{'гԯ': 'Ґ', 'еԯ': 'Є', 'иԯ': 'І'}(substring($key, 1, 2))"/>
    <xsl:variable name="first" select="($own ! (upper-case(substring(., 1, 1)) || substring(., 2)), if (starts-with($key, 'иԯԯ')) then 'Ї' else $behind, upper-case(substring($key, 1, 1)))[1]"/>
    <xsl:sequence select="if (matches($first, '\p{L}')) then $first else '#'"/>
  </xsl:function>
</xsl:stylesheet>
