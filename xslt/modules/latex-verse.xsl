<?xml version="1.0" encoding="UTF-8"?>
<!-- Print XML to LaTeX: verses as the stanzas of reledmac, numbered as the edition numbers them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="urn:edition:print" exclude-result-prefixes="#all" expand-text="yes">

  <!-- Verses that follow each other are a stanza: \stanza a & b \&. -->
  <xsl:template match="verse" as="text()+">
    <xsl:text>{'\stanza&#xA;'[not(current()/preceding-sibling::*[1]/self::verse)]}{f:verse-start(.)}</xsl:text>
    <xsl:variable name="words" as="text()*"><xsl:apply-templates mode="m:inline"/></xsl:variable>
    <xsl:text>{replace(string-join($words), '\\&amp;', '{\\char38}')}</xsl:text><!-- to a stanza \&amp; is its end -->
    <xsl:text>{if (following-sibling::*[1]/self::verse) then '&amp;' else '\&amp;'}&#xA;</xsl:text>
  </xsl:template>

  <!-- Indent and number. reledmac counts by itself; it is told where the edition counts otherwise. -->
  <xsl:function name="f:verse-start" as="xs:string">
    <xsl:param name="verse" as="element(verse)"/>
    <xsl:variable name="indent" select="f:indent-of($verse)"/>
    <xsl:variable name="last" select="$verse/preceding::verse[@n][1]"/>
    <xsl:variable name="is-next" select="$verse/preceding-sibling::*[1] is $last and $verse/@n = f:next-number($last/@n)"/>
    <xsl:variable name="number" select="if ($verse/@again) then '\skipnumbering '
      else if (not($verse/@n castable as xs:integer) or $is-next) then '' else '\setline{' || $verse/@n || '}'"/>
    <xsl:sequence select="('\stanzaindent{' || $indent || '}')[$indent gt 0] || $number"/>
  </xsl:function>

  <xsl:function name="f:next-number" as="xs:string">
    <xsl:param name="number" as="xs:string?"/>
    <xsl:sequence select="if ($number castable as xs:integer) then string(xs:integer($number) + 1) else ''"/>
  </xsl:function>

  <!-- In units of reledmac, of one em: behind the words of the same verse that others speak, about as far as these reach. -->
  <xsl:function name="f:indent-of" as="xs:integer">
    <xsl:param name="verse" as="element(verse)"/>
    <xsl:variable name="found" select="tokenize($verse/@rend)[matches(., '^indent')][1]"/>
    <xsl:variable name="digits" select="replace($found, '\D', '')"/>
    <xsl:sequence select="if ($verse/@before) then min((12, string-length($verse/@before) idiv 2)) else if ($found) then xs:integer(($digits[.], '1')[1]) else 0"/>
  </xsl:function>

  <!-- An entry whose reference reledmac cannot count («1:2», «3a», «2–4», «2 sd»): the reference stands in place of the number. -->
  <xsl:function name="f:stated-reference" as="xs:string?">
    <xsl:param name="entry" as="element(entry)"/>
    <xsl:variable name="verse" select="key('f:begins', $entry/@id, root($entry))[1]/ancestor::verse"/>
    <xsl:sequence select="$entry/@loc[not(. = $verse/@n and . castable as xs:integer and normalize-space($entry/lemma))] ! string()"/>
  </xsl:function>
  <xsl:key name="f:begins" match="w" use="tokenize(@from)"/>
</xsl:stylesheet>
