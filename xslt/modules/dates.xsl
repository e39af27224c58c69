<?xml version="1.0" encoding="UTF-8"?>
<!-- Dates as the language writes them. A limit is never said as a date: «after August 1936», «between 1923 and 1925».
     export/date_words.py says the same for exports; a test compares the two. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- When something was, by the attributes of att.datable.w3c; empty when nothing is known. -->
  <xsl:function name="f:span" visibility="public" as="xs:string">
    <xsl:param name="dated" as="element()"/>
    <xsl:sequence select="string-join((
        if ($dated/@when or $dated/@from = $dated/@to) then f:date(($dated/@when, $dated/@from)[1])
        else if ($dated/@from and $dated/@to) then f:from-to($dated/@from, $dated/@to)
        else ($dated/@from ! f:say('date.from', f:date(.)), $dated/@to ! f:say('date.until', f:date(.))),
        if ($dated/@notBefore = $dated/@notAfter) then f:date($dated/@notBefore)
        else if ($dated/@notBefore and $dated/@notAfter) then f:say('date.between', (f:shortened($dated/@notBefore, $dated/@notAfter), f:date($dated/@notAfter)))
        else ($dated/@notBefore ! f:say('date.after', f:date(.)), $dated/@notAfter ! f:say('date.before', f:date(.)))), ', ')"/>
  </xsl:function>

  <!-- 1936-08-19 is «19 August 1936». -->
  <xsl:function name="f:date" visibility="public" as="xs:string">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:variable name="parts" select="f:date-parts($iso)"/>
    <xsl:sequence select="if (count($parts) eq 3) then f:say('date.day', ($parts[3], f:say('date.month.' || $parts[2]), f:year-words($parts[1])))
      else if (count($parts) eq 2) then f:say('date.month', (f:say('date.month.' || $parts[2]), f:year-words($parts[1])))
      else f:year-words($parts[1])"/>
  </xsl:function>

  <xsl:function name="f:year-words" visibility="public" as="xs:string">
    <xsl:param name="year" as="xs:integer"/>
    <xsl:sequence select="if ($year lt 0) then f:say('date.bc', -$year) else string($year)"/>
  </xsl:function>

  <!-- Year, month and day as numbers; what is no ISO date is refused by the schema. -->
  <xsl:function name="f:date-parts" as="xs:integer+">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:variable name="parts" select="tokenize(replace($iso, '^-', ''), '-') ! xs:integer(.)"/>
    <xsl:sequence select="if (starts-with($iso, '-')) then -$parts[1] else $parts[1], tail($parts)"/>
  </xsl:function>

  <!-- «19–24 August 1936», «June – July 1936» without what both ends share. -->
  <xsl:function name="f:from-to" as="xs:string">
    <xsl:param name="from" as="xs:string"/>
    <xsl:param name="to" as="xs:string"/>
    <xsl:variable name="first" select="f:shortened($from, $to)"/>
    <xsl:sequence select="$first || (if (contains($first, ' ') or string-length($from) ne string-length($to)) then ' – ' else '–') || f:date($to)"/>
  </xsl:function>

  <!-- The first of two dates without the year, or year and month, that both have. -->
  <xsl:function name="f:shortened" as="xs:string">
    <xsl:param name="first" as="xs:string"/>
    <xsl:param name="second" as="xs:string"/>
    <xsl:variable name="a" select="f:date-parts($first)"/>
    <xsl:variable name="b" select="f:date-parts($second)"/>
    <xsl:variable name="alike" select="count($a) eq count($b) and $a[1] eq $b[1]"/>
    <xsl:sequence select="if (not($alike) or count($a) eq 1) then f:date($first)
      else if (count($a) eq 2) then f:say('date.month.' || $a[2])
      else if ($a[2] eq $b[2]) then f:say('date.day.alone', $a[3])
      else f:say('date.day.month', ($a[3], f:say('date.month.' || $a[2])))"/>
  </xsl:function>

  <!-- «1883–1936», «b. 1969», «d. 1936»; with limits «b. after 1880». Years alone. -->
  <xsl:function name="f:life-years" visibility="public" as="xs:string?">
    <xsl:param name="person" as="element(person)"/>
    <xsl:variable name="born" select="$person/birth[@when][1] ! f:year-words(f:date-parts(@when)[1])"/>
    <xsl:variable name="died" select="$person/death[@when][1] ! f:year-words(f:date-parts(@when)[1])"/>
    <xsl:variable name="birth" select="($born, $person/birth[not(@when)][f:span(.)][1] ! f:span(.))[1]"/>
    <xsl:variable name="death" select="($died, $person/death[not(@when)][f:span(.)][1] ! f:span(.))[1]"/>
    <xsl:sequence select="if ($born and $died) then $born || '–' || $died
      else string-join(($birth ! f:say('life.born', .), $death ! f:say('life.died', .)), ', ')[. ne '']"/>
  </xsl:function>
</xsl:stylesheet>
