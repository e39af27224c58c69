<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI to TEI: what verse lines (l, and ab as a verse of the Bible) and their apparatus are cited by. A line gets
       @loc     its full reference («3», «3a», «1:2»), which its own apparatus has, or others of its section
       @anchor  an id by reference, at the first line that has it («ref-1.2»)
       @mark    that its number stands in the margin, whatever it is: an added line, or the first after a jump
       @again   that it goes on a line of the same number; @before has the words of its parts before
     An entry gets @loc of the line that it stands in, if it has none. Lines in a row that the same witnesses lack become one
     entry («2–4 om. B»): the first has the range as @loc, and the id of the last one as @until; the others name it as @within,
     the last one has @closes. An entry with @whole says that a line is lacking as a whole.
     Other blocks that the same witnesses lack are told so by links (16-told-once.xsl). A text without either is copied. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="m:verse" on-no-match="shallow-copy"/>

  <xsl:function name="f:with-references" visibility="public" as="document-node()">
    <xsl:param name="tei" as="element()"/>
    <xsl:variable name="body" select="$tei/text/body"/>
    <xsl:variable name="prefixes" select="f:prefixes-of($body)"/>
    <xsl:document>
      <xsl:apply-templates select="$tei" mode="m:verse">
        <xsl:with-param name="prefixes" select="$prefixes" tunnel="yes"/>
        <xsl:with-param name="lines" select="f:lines-of($body, $prefixes)" tunnel="yes"/>
        <xsl:with-param name="ranges" select="map:merge((f:ranges-of($body, $prefixes), f:told-once($tei)))" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:document>
  </xsl:function>

  <xsl:template match="body//l[@n][@xml:id] | body//ab[@n][@xml:id]" mode="m:verse" as="element()">
    <xsl:param name="lines" as="map(xs:string, map(xs:string, xs:string))" tunnel="yes"/>
    <xsl:variable name="line" select="$lines(@xml:id)"/>
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="#current"/>
      <xsl:for-each select="map:keys($line)"><xsl:sort select="."/><xsl:attribute name="{.}" select="$line(.)"/></xsl:for-each>
      <xsl:apply-templates mode="#current"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="body//app" mode="m:verse" as="element(app)">
    <xsl:param name="prefixes" as="map(xs:string, xs:string)" tunnel="yes"/>
    <xsl:param name="ranges" as="map(xs:string, map(xs:string, xs:string))" tunnel="yes"/>
    <xsl:variable name="line" select="ancestor::*[self::l or self::ab][@n][1]"/>
    <xsl:variable name="range" select="($ranges(string(@xml:id)), map{})[1]"/>
    <xsl:copy>
      <xsl:for-each select="(@loc, ($line, rdg/l[@n][1])[1] ! f:reference(., $prefixes))[1]"><xsl:attribute name="loc" select="."/></xsl:for-each>
      <xsl:apply-templates select="@* except @loc" mode="#current"/>
      <xsl:for-each select="map:keys($range)"><xsl:sort select="."/><xsl:attribute name="{.}" select="$range(.)"/></xsl:for-each>
      <xsl:apply-templates mode="#current"/>
    </xsl:copy>
  </xsl:template>

  <!-- What stands before the number of a line in a reference, by the section: as the first entry in a line there has it; in a
       section without entries the numbers of as many divisions as others have. -->
  <xsl:function name="f:prefixes-of" as="map(xs:string, xs:string)">
    <xsl:param name="body" as="element(body)*"/>
    <xsl:variable name="like" select="($body//(l | ab)[@n][f:own-reference(.)] ! f:prefix-in(.))[.][1]"/>
    <xsl:map>
      <xsl:for-each-group select="$body//(l | ab)[@n]" group-by="f:section(.)">
        <xsl:variable name="cited" select="(current-group()[f:own-reference(.)])[1]"/>
        <xsl:map-entry key="current-grouping-key()" select="if ($cited) then f:prefix-in($cited) else f:prefix-like($like, ancestor::div[not(ancestor::rdg)]/@n)"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <xsl:function name="f:prefix-in" as="xs:string">
    <xsl:param name="line" as="element()"/>
    <xsl:variable name="reference" select="f:own-reference($line)"/>
    <xsl:sequence select="substring($reference, 1, string-length($reference) - string-length($line/@n))"/>
  </xsl:function>

  <xsl:function name="f:prefix-like" as="xs:string">
    <xsl:param name="prefix" as="xs:string?"/>
    <xsl:param name="numbers" as="xs:string*"/>
    <xsl:variable name="parts" select="count(tokenize($prefix, '[^\p{L}\p{N}]+')[.])"/>
    <xsl:sequence select="if ($prefix and count($numbers) ge $parts) then string-join($numbers[position() gt last() - $parts], '.') || substring($prefix, string-length($prefix)) else ''"/>
  </xsl:function>

  <xsl:function name="f:section" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="generate-id(($element/ancestor::div[not(ancestor::rdg)])[last()])"/>
  </xsl:function>

  <!-- The reference that the apparatus of a line states: it ends with the number of the line. -->
  <xsl:function name="f:own-reference" as="xs:string?">
    <xsl:param name="line" as="element()"/>
    <xsl:sequence select="($line//app/@loc[ends-with(., $line/@n)])[1]"/>
  </xsl:function>

  <xsl:function name="f:reference" as="xs:string?">
    <xsl:param name="line" as="element()"/>
    <xsl:param name="prefixes" as="map(xs:string, xs:string)"/>
    <xsl:sequence select="(f:own-reference($line), $prefixes(f:section($line)) || $line/@n)[1]"/>
  </xsl:function>

  <!-- By the id of a line: its attributes. -->
  <xsl:function name="f:lines-of" as="map(xs:string, map(xs:string, xs:string))">
    <xsl:param name="body" as="element(body)*"/>
    <xsl:param name="prefixes" as="map(xs:string, xs:string)"/>
    <xsl:map>
      <xsl:iterate select="$body//(l | ab)[@n][@xml:id]">
        <xsl:param name="last" as="element()?" select="()"/>
        <xsl:param name="words" as="xs:string" select="''"/>
        <xsl:param name="known" as="map(xs:string, xs:boolean)" select="map{}"/>
        <xsl:variable name="is-added" select="exists(ancestor::rdg)"/>
        <xsl:variable name="loc" select="f:reference(., $prefixes)"/>
        <xsl:variable name="goes-on" select="f:is-continued(., $last)"/>
        <xsl:map-entry key="string(@xml:id)" select="map:merge((map{'loc': $loc}, map{'anchor': f:anchor($loc)}[not($known($loc))],
          map{'again': 'yes', 'before': $words}[$goes-on], map{'mark': 'yes'}[not($goes-on) and (current()/self::ab or $is-added or f:is-jump(current(), $last))]))"/>
        <xsl:next-iteration>
          <xsl:with-param name="last" select="if ($is-added) then $last else ."/>
          <xsl:with-param name="words" select="if ($is-added) then $words else normalize-space(($words[$goes-on] || ' ' || f:reading(.)))"/>
          <xsl:with-param name="known" select="map:put($known, $loc, true())"/>
        </xsl:next-iteration>
      </xsl:iterate>
    </xsl:map>
  </xsl:function>

  <xsl:function name="f:anchor" visibility="public" as="xs:string">
    <xsl:param name="reference" as="xs:string"/>
    <xsl:sequence select="'ref-' || replace($reference, '[^\p{L}\p{N}]+', '.')"/>
  </xsl:function>

  <!-- Whether a line is a later part of a verse that several speakers share. -->
  <xsl:function name="f:is-continued" as="xs:boolean">
    <xsl:param name="line" as="element()"/>
    <xsl:param name="last" as="element()?"/>
    <xsl:sequence select="exists($last[@n = $line/@n]) and ($line/@part = ('M', 'F') or $last/@part = ('I', 'M'))"/>
  </xsl:function>

  <!-- Whether the number of a line is not the one that follows. -->
  <xsl:function name="f:is-jump" as="xs:boolean">
    <xsl:param name="line" as="element()"/>
    <xsl:param name="last" as="element()?"/>
    <xsl:variable name="before" select="($last/@n ! replace(., '^\D*(\d+).*$', '$1'))[. castable as xs:integer] ! xs:integer(.)"/>
    <xsl:sequence select="not($line/@n castable as xs:integer) or not(xs:integer($line/@n) = (1, ($before, 0)[1] + 1))"/>
  </xsl:function>

  <!-- Lines omitted in a row: by the id of the entry the attributes of it. -->
  <xsl:function name="f:ranges-of" as="map(xs:string, map(xs:string, xs:string))">
    <xsl:param name="body" as="element(body)*"/>
    <xsl:param name="prefixes" as="map(xs:string, xs:string)"/>
    <xsl:map>
      <xsl:for-each-group select="$body//l[not(ancestor::rdg)]" group-adjacent="f:lacking(.)">
        <xsl:variable name="apps" select="current-group()/app"/>
        <xsl:if test="current-grouping-key()">
          <xsl:map-entry key="string($apps[1]/@xml:id)" select="map:merge((map{'whole': 'yes'},
            map{'loc': f:range(current-group(), $prefixes), 'until': string($apps[last()]/@xml:id)}[tail($apps)]))"/>
          <xsl:for-each select="tail($apps)">
            <xsl:map-entry key="string(@xml:id)" select="map:merge((map{'within': string($apps[1]/@xml:id)}, map{'closes': 'yes'}[current() is $apps[last()]]))"/>
          </xsl:for-each>
        </xsl:if>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <xsl:key name="f:within" match="app[@within]" use="@within"/>

  <!-- The entries that stand in the entry of the first of several lines. -->
  <xsl:function name="f:entries-within" visibility="public" as="element(app)*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="key('f:within', $app/@xml:id, root($app))"/>
  </xsl:function>

  <xsl:function name="f:range" as="xs:string">
    <xsl:param name="lines" as="element()+"/>
    <xsl:param name="prefixes" as="map(xs:string, xs:string)"/>
    <xsl:sequence select="f:reference($lines[1], $prefixes) || ('–' || $lines[last()]/@n)[$lines[1]/@n ne $lines[last()]/@n]"/>
  </xsl:function>

  <!-- Who lacks a line as a whole, and where; nothing if it has other variants as a whole. -->
  <xsl:function name="f:lacking" as="xs:string">
    <xsl:param name="line" as="element()"/>
    <xsl:variable name="app" select="$line/app"/>
    <xsl:variable name="others" select="$app/(rdg | rdgGrp/rdg)[not(@type = 'lac')]"/>
    <xsl:sequence select="if (count($app) eq 1 and $line/@n and not($line/text()[normalize-space()]) and not($line/(* except (app | milestone | anchor | lb | pb | cb)))
        and normalize-space($app/lem) and $others and (every $r in $others satisfies $r/@type = 'om' and not($r/@corresp)))
      then string-join((f:section($line), sort(distinct-values($app/rdg/string-join((@type, @wit), ' ')))), ' ') else ''"/>
  </xsl:function>
</xsl:stylesheet>
