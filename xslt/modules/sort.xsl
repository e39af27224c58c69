<?xml version="1.0" encoding="UTF-8"?>
<!-- The one order of names, in every index of the site and of the book: by surname or name without article; case, accents
     and marks count for nothing; what is not Latin follows in the order of its own script. -->
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
    <xsl:variable name="articles" select="string-join(tokenize(f:say('sort.articles')) ! (if (matches(., '[’'']$')) then . else . || '\s+'), '|')"/>
    <xsl:sequence select="if ($surname) then f:folded($surname) || '&#9;' || f:folded(substring-after($name, $surname))
      else f:folded(if ($entry/self::person) then $name else replace($name, '^(' || $articles || ')', '', 'i'))"/>
  </xsl:function>

  <!-- Letters alone, as they are sorted: Ł is l, ß is ss, O’Brien is obrien; marks that are no letters are nothing, a hyphen
       is a blank. The Cyrillic letters whose code is out of their order stand behind the letter that they follow. -->
  <xsl:function name="f:folded" visibility="public" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="plain" select="translate(lower-case(normalize-unicode($words, 'NFKD')), 'łøđðħıŧƀɨʉ', 'loddhitbiu')"/>
    <xsl:variable name="latin" select="replace(replace(replace(replace($plain, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')"/>
    <xsl:variable name="bare" select="normalize-unicode(replace($latin, '([a-z&#x370;-&#x3FF;&#x1F00;-&#x1FFF;])\p{M}+', '$1'), 'NFC')"/>
    <xsl:variable name="slavic" select="replace(replace(replace(replace(replace($bare, 'ё', 'е'), 'ґ', 'гԯ'), 'є', 'еԯ'), 'ї', 'иԯԯ'), 'і', 'иԯ')"/>
    <xsl:sequence select="normalize-space(replace(replace($slavic, '[\s\p{Pd}/]+', ' '), '[^\p{L}\p{N}\p{M} ]', ''))"/>
  </xsl:function>

  <!-- The letter under which an entry stands; # for what begins with none. -->
  <xsl:function name="f:letter" visibility="public" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="key" select="f:sort-key($entry)"/>
    <xsl:variable name="behind" select="map{'гԯ': 'Ґ', 'еԯ': 'Є', 'иԯ': 'І'}(substring($key, 1, 2))"/>
    <xsl:variable name="first" select="(if (starts-with($key, 'иԯԯ')) then 'Ї' else $behind, upper-case(substring($key, 1, 1)))[1]"/>
    <xsl:sequence select="if (matches($first, '\p{L}')) then $first else '#'"/>
  </xsl:function>
</xsl:stylesheet>
