<?xml version="1.0" encoding="UTF-8"?>
<!-- Dates as the language writes them. A limit is never said as a date: «after August 1936», «between 1923 and 1925».
     export/date_words.py says the same for exports; a test compares the two. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:include href="elisions.xsl"/>

  <!-- A date of edition.toml: in words if it is one of the calendar, else as it stands. -->
  <xsl:function name="f:stated-date" visibility="public" as="xs:string">
    <xsl:param name="date" as="xs:string"/>
    <xsl:sequence select="if (matches($date, '^-?\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?$')) then f:date($date) else $date"/>
  </xsl:function>

  <!-- «accessed 2 January 2026»: some languages have other words before a day («consulté le») than before a year. -->
  <xsl:function name="f:accessed" visibility="public" as="xs:string">
    <xsl:param name="date" as="xs:string"/>
    <xsl:variable name="day" select="'js.cite.accessed.day'[matches($date, '^-?\d{4}-\d\d-\d\d$')]"/>
    <xsl:sequence select="f:elided(f:say-first(($day, 'js.cite.accessed'), f:stated-date($date)))"/>
  </xsl:function>

  <!-- When something was, by the attributes of att.datable.w3c; empty when nothing is known. A value that is not precise
       (@precision) is «about» it; a limit is none in any case. -->
  <xsl:function name="f:span" visibility="public" as="xs:string">
    <xsl:param name="dated" as="element()"/>
    <xsl:variable name="said" select="string-join((
        if ($dated/@when or $dated/@from = $dated/@to) then f:date(($dated/@when, $dated/@from)[1])
        else if ($dated/@from and $dated/@to) then f:from-to($dated/@from, $dated/@to)
        else ($dated/@from ! f:limit('from', .), $dated/@to ! f:limit('until', .)),
        if ($dated/@notBefore = $dated/@notAfter) then f:date($dated/@notBefore)
        else if ($dated/@notBefore and $dated/@notAfter) then f:between($dated/@notBefore, $dated/@notAfter)
        else ($dated/@notBefore ! f:limit('after', .), $dated/@notAfter ! f:limit('before', .))), $f:comma)"/>
    <xsl:variable name="unit" select="$dated[@when or (@from and @to)]/(@when, @from)[1] ! f:unit(.)" as="xs:string?"/>
    <xsl:sequence select="f:elided(if ($unit and $dated/@precision = ('low', 'medium')) then f:say-first(('date.about.' || $unit, 'date.about'), $said) else $said)"/>
  </xsl:function>

  <!-- «after August 1936». The message may differ by what is known: a day, a month, a year («jusqu’au», «jusqu’en»). -->
  <xsl:function name="f:limit" as="xs:string">
    <xsl:param name="limit" as="xs:string"/>
    <xsl:param name="iso" as="xs:string"/>
    <xsl:sequence select="f:say-first(('date.' || $limit || '.' || f:unit($iso), 'date.' || $limit), f:date($iso))"/>
  </xsl:function>

  <xsl:function name="f:between" as="xs:string">
    <xsl:param name="first" as="xs:string"/>
    <xsl:param name="last" as="xs:string"/>
    <xsl:variable name="own" select="('date.between.' || f:unit($last))[f:unit($first) eq f:unit($last)]"/>
    <xsl:sequence select="f:say-first(($own, 'date.between'), (f:shortened($first, $last), f:date($last)))"/>
  </xsl:function>

  <!-- `year`, `month` or `day`. -->
  <xsl:function name="f:unit" as="xs:string">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:sequence select="('year', 'month', 'day')[count(tokenize(replace($iso, '^-', ''), '-'))]"/>
  </xsl:function>

  <!-- 1936-08-19 is «19 August 1936». -->
  <xsl:function name="f:date" visibility="public" as="xs:string">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:variable name="parts" select="f:date-parts($iso)"/>
    <xsl:variable name="words" select="(f:day-words($parts[3]), f:month-words($parts[2], count($parts) eq 2))"/>
    <xsl:sequence select="if (count($parts) eq 1) then f:year-words($parts) else f:with-year('date.' || f:unit($iso), $words, $parts[1])"/>
  </xsl:function>

  <!-- Some languages write a year before Christ otherwise behind a day or a month. -->
  <xsl:function name="f:with-year" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="words" as="xs:string+"/>
    <xsl:param name="year" as="xs:integer"/>
    <xsl:variable name="own" select="($key || '.bc')[$year lt 0][key('f:message', ., $messages)]"/>
    <xsl:sequence select="if ($own) then f:say($own, ($words, string(-$year))) else f:say($key, ($words, f:year-words($year)))"/>
  </xsl:function>

  <!-- The first of a month has a form of its own («1er»). -->
  <xsl:function name="f:day-words" as="xs:string?">
    <xsl:param name="day" as="xs:integer?"/>
    <xsl:sequence select="if ($day eq 1) then f:say('date.first') else $day ! string(.)"/>
  </xsl:function>

  <!-- A month as it stands beside a day, or alone, where that is another form («марта», «март»). -->
  <xsl:function name="f:month-words" as="xs:string">
    <xsl:param name="month" as="xs:integer?"/>
    <xsl:param name="is-alone" as="xs:boolean"/>
    <xsl:sequence select="if (empty($month)) then '' else f:say-first((('date.month.' || $month || '.alone')[$is-alone], 'date.month.' || $month), ())"/>
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
      else if (count($a) eq 2) then f:month-words($a[2], true())
      else if ($a[2] eq $b[2]) then f:say('date.day.alone', f:day-words($a[3]))
      else f:say('date.day.month', (f:day-words($a[3]), f:month-words($a[2], false())))"/>
  </xsl:function>

  <!-- The words of a statement in a register. Dates that stand in figures alone («1936-08-19 to 1936-08-24») are put into words. -->
  <xsl:function name="f:fact-words" visibility="public" as="xs:string">
    <xsl:param name="statement" as="element()"/>
    <xsl:sequence select="if (f:is-figures($statement)) then f:span($statement)
      else normalize-space(string-join($statement/node() ! (if (self::*[f:is-figures(.)]) then f:span(.) else string(.))))"/>
  </xsl:function>

  <!-- Whether an element that states a date has no words besides its figures. -->
  <xsl:function name="f:is-figures" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="iso" select="'-?\d{4}(-\d\d){0,2}'"/>
    <xsl:sequence select="exists($element/(@when, @from, @to, @notBefore, @notAfter))
      and matches(normalize-space($element), '^(' || $iso || '(\s*(to|until|and|[/–—-]|\.\.)\s*' || $iso || ')?)?$')"/>
  </xsl:function>

  <!-- «1883–1936», «b. 1969», «d. 1936»; with limits «b. after 1880». Years alone. -->
  <xsl:function name="f:life-years" visibility="public" as="xs:string?">
    <xsl:param name="person" as="element(person)"/>
    <xsl:variable name="born" select="$person/birth[@when][1] ! f:year-words(f:date-parts(@when)[1])"/>
    <xsl:variable name="died" select="$person/death[@when][1] ! f:year-words(f:date-parts(@when)[1])"/>
    <xsl:variable name="birth" select="($born, $person/birth[not(@when)][f:span(.)][1] ! f:span(.))[1]"/>
    <xsl:variable name="death" select="($died, $person/death[not(@when)][f:span(.)][1] ! f:span(.))[1]"/>
    <xsl:sequence select="if ($born and $died) then $born || '–' || $died
      else string-join(($birth ! f:say('life.born', .), $death ! f:say('life.died', .)), $f:comma)[. ne '']"/>
  </xsl:function>
</xsl:stylesheet>
