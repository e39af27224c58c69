<?xml version="1.0" encoding="UTF-8"?>
<!-- The entries of the foot. A lemma and its readings are whole words: where a unit touches letters that all witnesses
     share («1936);»), these are cited with it. What is roman is text, what is a formula is ours. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:key name="f:start" match="o:from | o:point | o:first" use="(@app, @move)[1]"/>
  <xsl:key name="f:end" match="o:to | o:point | o:last" use="(@app, @move)[1]"/>
  <xsl:key name="f:folio" match="*:folios/*:app" use="@id"/>
  <xsl:key name="f:witness" match="witness" use="@xml:id"/>

  <!-- Words the base lacks, that can be read by themselves. -->
  <xsl:function name="f:is-addition" visibility="public" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="not(normalize-space($app/lem))
      and (every $r in $app/rdg[not(@type = 'om')] satisfies matches($r, '[\p{L}\p{N}]'))"/>
  </xsl:function>

  <!-- Whether the margin names the page that begins here: one of the base. -->
  <xsl:function name="f:names-page" visibility="public" as="xs:boolean">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:sequence select="exists($folios/*/@base) and ('#' || f:base($break)/@xml:id) = tokenize($break/@ed)"/>
  </xsl:function>

  <xsl:function name="f:short" visibility="public" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="longest" as="xs:integer"/>
    <xsl:param name="kept" as="xs:integer"/>
    <xsl:variable name="all" select="f:pieces($words)"/>
    <xsl:sequence select="if (count($all) le $longest) then string-join($all)
      else normalize-space(string-join($all[position() le $kept])) || ' … ' || string-join($all[position() gt last() - $kept])"/>
  </xsl:function>

  <!-- Without the marks at its ends. -->
  <xsl:function name="f:bare" visibility="public" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="bare" select="replace($words, '^[\s\p{P}]+|[\s\p{P}]+$', '')"/>
    <xsl:sequence select="if ($bare) then $bare else $words"/>
  </xsl:function>

  <xsl:mode name="m:entry" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="app[f:is-addition(.)]" mode="m:entry" as="element(o:entry)?">
    <xsl:param name="flows" as="document-node()" tunnel="yes"/>
    <xsl:variable name="point" select="key('f:start', @xml:id, $flows)"/>
    <xsl:variable name="word" select="$point ! f:word(.)"/>
    <xsl:if test="$point">
      <entry id="{@xml:id}" layer="{f:layer(.)}"><xsl:sequence select="f:keyed(.)"/>
        <xsl:sequence select="if (f:is-told(.)) then f:no-lemma() else f:lemma(f:bare(f:word-text($word)), $longest-lemma)"/>
        <xsl:sequence select="f:of-lemma(.)"/>
        <xsl:sequence select="f:whose-lemma(lem)"/>
        <xsl:apply-templates select="rdg" mode="m:reading">
          <xsl:with-param name="formula" select="f:say(if (f:is-told(.)) then 'print.add' else if ($point &lt;&lt; $word/o:c[1]) then 'print.add-before' else 'print.add')"/>
        </xsl:apply-templates>
        <xsl:sequence select="f:remarks(.)"/>
      </entry>
    </xsl:if>
  </xsl:template>

  <!-- The reference of an entry in a verse or what stands beside verse; prose is cited by the lines of its page. -->
  <xsl:function name="f:keyed" as="attribute(loc)?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="$app/@loc[$app/ancestor::*[self::l or self::ab[not(@type)] or self::stage or self::speaker]
      or $app/rdg[@type = 'block'] and not($app/rdg//p)]"/>
  </xsl:function>

  <!-- Whether the reference of an entry says it all: which lines are lacking, where added ones stand. -->
  <xsl:function name="f:is-told" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="f:keyed($app) and ($app/@whole or $app/rdg/@type = 'block')"/>
  </xsl:function>
  <xsl:function name="f:no-lemma" as="element(o:lemma)"><lemma/></xsl:function>

  <!-- Told with the line before. -->
  <xsl:template match="app[@within]" mode="m:entry" priority="1"><!-- before every omission --></xsl:template>

  <xsl:template match="app[f:is-omission(.)]" mode="m:entry" as="element(o:entry)?">
    <xsl:param name="flows" as="document-node()" tunnel="yes"/>
    <xsl:variable name="from" select="key('f:start', @xml:id, $flows)"/>
    <xsl:if test="$from">
      <entry id="{@xml:id}" layer="{f:layer(.)}"><xsl:sequence select="f:keyed(.)"/>
        <xsl:sequence select="if (f:is-told(.)) then f:no-lemma() else f:lemma(f:bare(string-join((., f:entries-within(.))/lem ! f:own-text(.), ' ')), $longest-lemma)"/>
        <xsl:sequence select="f:whose-lemma(lem), f:of-lemma(.)"/>
        <xsl:apply-templates select="rdg" mode="m:reading"/>
        <xsl:sequence select="f:remarks(.)"/>
      </entry>
    </xsl:if>
  </xsl:template>

  <!-- Whose idea a lemma is that no witness has: behind it, before the readings. -->
  <xsl:function name="f:whose-lemma" as="element(o:origin)?">
    <xsl:param name="lemma" as="element(lem)"/>
    <xsl:if test="$lemma/@said"><origin><formula>{f:say('print.del')[$lemma/@wit or not(normalize-space($lemma))] ! (. || ' ')}{$lemma/@said}</formula></origin></xsl:if>
  </xsl:function>

  <!-- What stands behind a reading: sigla, or of what no witness has, whose idea it is. -->
  <xsl:function name="f:borne-by" as="attribute()+">
    <xsl:param name="reading" as="element(rdg)"/>
    <xsl:attribute name="sigla" select="$reading[@wit] ! f:cited-pages(.)"/>
    <xsl:if test="$reading/@said"><xsl:attribute name="scholar" select="$reading/@said"/></xsl:if>
  </xsl:function>

  <!-- What the editor notes on an entry, or on one of its readings. -->
  <xsl:key name="f:remark" match="standOff[@type = 'remarks']/note" use="@corresp"/>
  <xsl:function name="f:remarks" as="element(o:note)*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:for-each select="key('f:remark', '#' || $app/@xml:id, root($app))">
      <xsl:variable name="reading" select="@target ! key('f:remarked', substring(., 2), root($app))"/>
      <note><xsl:text> (</xsl:text><formula>{$reading ! ((@said, @wit ! f:cited(.))[1] || ': ')}{normalize-space()}</formula><xsl:text>)</xsl:text></note>
    </xsl:for-each>
  </xsl:function>
  <xsl:key name="f:remarked" match="lem[@xml:id] | rdg[@xml:id]" use="@xml:id"/>

  <xsl:template match="app" mode="m:entry" as="element(o:entry)?">
    <xsl:param name="flows" as="document-node()" tunnel="yes"/>
    <xsl:variable name="from" select="key('f:start', @xml:id, $flows)"/>
    <xsl:variable name="left" select="$from ! f:needed(f:left(.), 'start', current())"/>
    <xsl:variable name="right" select="key('f:end', @xml:id, $flows) ! f:needed(f:right(.), 'end', current())"/>
    <xsl:variable name="host" select="if (normalize-space(string-join(($left, f:own-text(lem), $right)))) then '' else
      $from ! f:word-text(f:word(.)) ! (. || ' ')"/><!-- a mark that stands alone between blanks -->
    <xsl:if test="$from">
      <entry id="{@xml:id}" layer="{f:layer(.)}"><xsl:sequence select="f:keyed(.)"/>
        <xsl:sequence select="f:lemma($host || $left || f:own-text(lem) || $right, $longest-lemma)"/>
        <xsl:sequence select="f:whose-lemma(lem), f:of-lemma(.)"/>
        <xsl:apply-templates select="rdg" mode="m:reading">
          <xsl:with-param name="left" select="$host || $left"/>
          <xsl:with-param name="right" select="$right"/>
        </xsl:apply-templates>
        <xsl:sequence select="f:remarks(.)"/>
      </entry>
    </xsl:if>
  </xsl:template>

  <!-- Shared letters at an edge are cited unless they are marks alone and every reading has letters at that edge. -->
  <xsl:function name="f:needed" visibility="public" as="xs:string">
    <xsl:param name="shared" as="xs:string"/>
    <xsl:param name="edge" as="xs:string"/>
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="letter" select="if ($edge = 'end') then '[\p{L}\p{N}]\p{M}*\s*$' else '^\s*[\p{L}\p{N}]'"/>
    <xsl:sequence select="if (not(matches($shared, '[\p{L}\p{N}]'))
      and (every $r in $app/(lem | rdg) satisfies matches(f:own-text($r), $letter))) then '' else $shared"/>
  </xsl:function>

  <!-- A move: the words at the place of the base, and where the witness has them. -->
  <xsl:template match="link" mode="m:entry" as="element(o:entry)?">
    <xsl:param name="flows" as="document-node()" tunnel="yes"/>
    <xsl:variable name="first" select="key('f:start', @xml:id, $flows)[f:is-whole-move(.)]"/>
    <xsl:variable name="place" select="key('f:edge', @xml:id, $flows)/self::o:place"/>
    <xsl:if test="$first">
      <entry id="{@xml:id}" layer="moves">
        <xsl:variable name="ends" select="$first ! f:word(.), key('f:end', @xml:id, $flows) ! f:word(.)"/>
        <xsl:sequence select="if (f:are-verses($ends)) then f:no-lemma() else f:lemma(f:words-between($ends[1], $ends[2]), 2)"/>
        <reading sigla="{$place/@sigla}">
          <formula>{f:say('print.transp-after')}</formula>
          <xsl:text> {(f:verse-before($place), f:word($place)/(preceding::o:w[o:c][position() le 2], .) => f:spaced())[1]}</xsl:text>
        </reading>
      </entry>
    </xsl:if>
  </xsl:template>

  <!-- Whether words from the first to the last are whole verses: then their references say which. -->
  <xsl:function name="f:are-verses" as="xs:boolean">
    <xsl:param name="ends" as="element()*"/>
    <xsl:sequence select="$ends[1] is $ends[1]/parent::o:verse/o:w[o:c][1] and $ends[2] is $ends[2]/parent::o:verse[@loc]/o:w[o:c][last()]"/>
  </xsl:function>

  <!-- The reference of the verse that a place stands in or behind, where verse stands. -->
  <xsl:function name="f:verse-before" as="xs:string?">
    <xsl:param name="place" as="element(o:place)"/>
    <xsl:sequence select="f:word($place)/ancestor::o:verse/@loc ! string()"/>
  </xsl:function>

  <xsl:function name="f:words-between" as="xs:string">
    <xsl:param name="first" as="element()"/>
    <xsl:param name="last" as="element()"/>
    <xsl:variable name="between" as="element(o:w)*">
      <xsl:iterate select="$first/following::o:w[o:c]"><!-- to the last, and not to the end of the book -->
        <xsl:choose><xsl:when test=". &lt;&lt; $last"><xsl:sequence select="."/></xsl:when><xsl:otherwise><xsl:break/></xsl:otherwise></xsl:choose>
      </xsl:iterate>
    </xsl:variable>
    <xsl:sequence select="f:spaced(($first, $between, $last[not(. is $first)]))"/>
  </xsl:function>

  <xsl:function name="f:spaced" as="xs:string">
    <xsl:param name="words" as="element()*"/>
    <xsl:sequence select="string-join(for $i in 1 to count($words) return (if ($i eq 1 or $words[$i]/o:sp[@joined]) then '' else ' ') || f:word-text($words[$i]))"/>
  </xsl:function>

  <xsl:mode name="m:reading" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="rdg" mode="m:reading" as="element(o:reading)">
    <xsl:param name="left" as="xs:string" select="''"/>
    <xsl:param name="right" as="xs:string" select="''"/>
    <xsl:param name="formula" as="xs:string?"/>
    <xsl:variable name="inside" as="node()*"><xsl:apply-templates mode="m:letters"/></xsl:variable>
    <xsl:variable name="words" as="node()*" select="f:text-node($left || f:blank($left, string-join($inside))), $inside,
      f:text-node(f:blank(string-join($inside), $right) || $right)"/>
    <reading><xsl:sequence select="f:borne-by(.)"/>
      <xsl:sequence select="f:turned(string-join($words))[not($formula)]"/>
      <xsl:if test="$formula"><formula>{$formula}{figure ! (' ' || f:say('print.caption'))}</formula><xsl:text> </xsl:text></xsl:if>
      <xsl:sequence select="if (normalize-space(string-join($words))) then f:trimmed($words) else f:lacked(.)"/>
    </reading>
  </xsl:template>

  <!-- The words of the lemma in another order: of two, the formula says it all. -->
  <xsl:template match="rdg[@type = 'wordOrder'][f:is-reordered(.)]" mode="m:reading" as="element(o:reading)" priority="1"><!-- before the rule for every reading -->
    <reading><xsl:sequence select="f:borne-by(.)"/>
      <formula>{f:say('print.transp')}</formula>
      <xsl:if test="f:word-count(.) gt 2">
        <xsl:variable name="words" as="node()*"><xsl:apply-templates mode="m:letters"/></xsl:variable>
        <xsl:text> </xsl:text><xsl:sequence select="f:trimmed($words)"/>
      </xsl:if>
    </reading>
  </xsl:template>

  <xsl:function name="f:is-reordered" visibility="public" as="xs:boolean">
    <xsl:param name="reading" as="element(rdg)"/>
    <xsl:variable name="sorted" select="function($r) { sort(tokenize(f:own-text($r))) }"/>
    <xsl:sequence select="deep-equal($sorted($reading), $sorted($reading/ancestor::app[1]/lem))"/>
  </xsl:function>

  <xsl:template match="rdg[@n]" mode="m:reading" as="element(o:reading)"><!-- in the appendix -->
    <xsl:param name="left" as="xs:string" select="''"/>
    <xsl:param name="right" as="xs:string" select="''"/>
    <xsl:param name="formula" as="xs:string?"/>
    <reading><xsl:sequence select="f:borne-by(.)"/>
      <xsl:sequence select="f:turned(f:own-text(.))[not($formula)]"/>
      <xsl:if test="$formula"><formula>{$formula}</formula><xsl:text> </xsl:text></xsl:if>
      <xsl:text>{f:short($left || f:own-text(.) || $right, 4, 2)}</xsl:text>
      <passage n="{@n}" words="{f:count-of(f:word-count(.), 'print.words')}"/>
    </reading>
  </xsl:template>

  <!-- What is said of a reading without words: an omission, or that the words stand in a note. -->
  <xsl:function name="f:lacked" as="element()">
    <xsl:param name="reading" as="element(rdg)"/>
    <xsl:choose>
      <xsl:when test="$reading/@said"><formula>{f:say('print.del')}</formula></xsl:when>
      <xsl:when test="$reading/@corresp"><formula>{f:say('print.in-note')}</formula></xsl:when>
      <xsl:otherwise><formula>{f:omission-formula($reading/ancestor::app[1])}</formula></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:omitted" as="element()"><formula>{f:say('print.om')}</formula></xsl:function>

  <!-- A blank where words would run together, because the witness starts a block there. -->
  <xsl:function name="f:blank" visibility="public" as="xs:string">
    <xsl:param name="before" as="xs:string?"/>
    <xsl:param name="behind" as="xs:string?"/>
    <xsl:variable name="letter" select="'[\p{L}\p{N}-[' || $f:unspaced || ']]'"/>
    <xsl:sequence select="if (matches($before, $letter || '\p{M}*$') and matches($behind, '^' || $letter)) then ' ' else ''"/>
  </xsl:function>

  <xsl:function name="f:text-node" as="text()?">
    <xsl:param name="text" as="xs:string?"/>
    <xsl:if test="$text"><xsl:value-of select="$text"/></xsl:if>
  </xsl:function>

  <!-- Without blanks at its ends. -->
  <xsl:function name="f:trimmed" as="node()*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:variable name="joined" as="document-node()"><xsl:document><xsl:sequence select="$nodes"/></xsl:document></xsl:variable>
    <xsl:for-each select="$joined/node()">
      <xsl:variable name="left" select="if (position() eq 1) then replace(., '^\s+', '') else string()"/>
      <xsl:sequence select="if (. instance of text())
        then f:text-node(if (position() eq last()) then replace($left, '\s+$', '') else $left) else ."/>
    </xsl:for-each>
  </xsl:function>

  <xsl:mode name="m:letters" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:template match="supplied" mode="m:letters" as="node()*" priority="1"><!-- before what is written in another way -->
    <xsl:text>[</xsl:text><xsl:apply-templates mode="#current"/><xsl:text>]</xsl:text>
  </xsl:template>
  <xsl:template match="text()" mode="m:letters" as="text()">
    <xsl:value-of select="replace(., '\s+', ' ')"/>
  </xsl:template>
  <xsl:template match="foreign" mode="m:letters" as="element(o:lang)"><lang code="{@xml:lang}">{.}</lang></xsl:template>
  <xsl:template match="rdg" mode="m:letters"/>
  <xsl:template _match="{$f:written}" mode="m:letters" as="node()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="hi" mode="m:letters" as="element(o:hi)" priority="1"><!-- before all that is written in a way of its own -->
    <hi rend="{@rend}"><xsl:apply-templates mode="#current"/></hi>
  </xsl:template>
  <xsl:template match="lb | cb | pb" mode="m:letters"/>
  <xsl:template match="milestone | anchor" mode="m:letters" as="text()"><!-- words that meet where a block or move begins -->
    <xsl:value-of select="f:blank(preceding::text()[1], following::text()[1])"/>
  </xsl:template>
  <xsl:template _match="{$f:names} | date | app | lem | div | {$f:holder}" mode="m:letters" as="node()*">
    <xsl:apply-templates mode="#current"/>
  </xsl:template>
  <xsl:template _match="{$f:block}" mode="m:letters" as="node()*"><!-- blocks are parted by a stroke -->
    <xsl:if test="preceding::*[f:is-block(.)][1] intersect current()/ancestor::rdg[1]//*">
      <xsl:text> | </xsl:text>
    </xsl:if>
    <xsl:apply-templates mode="#current"/>
  </xsl:template>
</xsl:stylesheet>
