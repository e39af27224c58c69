<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI to flows of blocks. Inside a block stand words: w holds c (characters, maybe with a language), a leading sp, and
     the anchors from, to, point (of apparatus entries), mark (of index entries and notes), first, last, place (of moves).
     Words that the base lacks leave only a point. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="m:flow" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="body" mode="m:flow" as="element(o:flow)+">
    <flow name="text">
      <xsl:where-populated>
        <xsl:sequence select="f:plain-heading(f:say('print.text')[not(current()/head)], 1)"/>
      </xsl:where-populated>
      <xsl:apply-templates mode="#current"><xsl:with-param name="level" select="1" tunnel="yes"/></xsl:apply-templates>
    </flow>
    <xsl:variable name="passages" select=".//rdg[@n]"/>
    <xsl:if test="$passages">
      <flow name="appendix">
        <xsl:sequence select="f:plain-heading(f:say('print.appendix'), 1)"/>
        <xsl:apply-templates select="$passages" mode="m:passage"/>
      </flow>
    </xsl:if>
  </xsl:template>

  <xsl:template match="div" mode="m:flow" as="element()*">
    <xsl:param name="level" as="xs:integer" tunnel="yes"/>
    <xsl:apply-templates mode="#current">
      <!-- A section whose heading is not printed is no level of the book. -->
      <xsl:with-param name="level" select="if (head[normalize-space(f:printed-text(.))]) then $level + 1 else $level" tunnel="yes"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="head | label" mode="m:flow" as="element()*">
    <xsl:param name="level" as="xs:integer" tunnel="yes"/>
    <xsl:variable name="attributes" as="attribute()+">
      <xsl:attribute name="level" select="min((6, if (self::label) then $level + 1 else $level))"/>
      <xsl:attribute name="title" select="normalize-space(f:printed-text(.))"/>
    </xsl:variable>
    <xsl:sequence select="f:block-of-words('head', ., $attributes)"/>
  </xsl:template>

  <xsl:template match="p" mode="m:flow" as="element()*"><xsl:sequence select="f:block-of-words('p', ., ())"/></xsl:template>
  <xsl:template match="bibl" mode="m:flow" as="element()*"><xsl:sequence select="f:block-of-words('bibl', ., ())"/></xsl:template>
  <xsl:template match="item" mode="m:flow" as="element()*"><xsl:sequence select="f:block-of-words('item', ., @n)"/></xsl:template>
  <xsl:template match="figure | table" mode="m:flow" as="element()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="lg" mode="m:flow" as="element(o:stanza)"><stanza><xsl:apply-templates mode="#current"/></stanza></xsl:template>
  <xsl:template match="l" mode="m:flow" as="element()*"><xsl:sequence select="f:block-of-words('verse', ., (@n, @rend, @loc, @mark, @again, @before))"/></xsl:template>
  <xsl:template match="sp | opener | closer" mode="m:flow" as="element()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="speaker | stage | label[@type = 'speaker']" mode="m:flow" as="element()*" priority="1"><!-- a label, but no heading -->
    <xsl:sequence select="f:block-of-words(if (self::stage) then 'stage' else 'speaker', ., ())"/>
  </xsl:template>
  <xsl:template match="dateline | signed | ab[@type = ('dateline', 'signed')]" mode="m:flow" as="element()*" priority="1"><!-- before other lines -->
    <xsl:sequence select="f:block-of-words('far', ., ())"/>
  </xsl:template>
  <xsl:template match="ab[not(@type)]" mode="m:flow" as="element()*" priority="1"><!-- before other lines -->
    <xsl:sequence select="f:block-of-words('p', ., (@n, @loc, @mark))"/>
  </xsl:template>
  <xsl:template match="salute | seg | ab" mode="m:flow" as="element()*"><xsl:sequence select="f:block-of-words('near', ., ())"/></xsl:template>
  <!-- A row of a table is a line, with wide blanks between its cells. -->
  <xsl:template match="row" mode="m:flow" as="element()*"><xsl:sequence select="f:block-of-words('near', ., ())"/></xsl:template>
  <xsl:template match="cell" mode="m:atom" as="element()*">
    <xsl:if test="preceding-sibling::cell"><sp wide="yes"/></xsl:if>
    <mark key="{@xml:id}"/>
    <xsl:apply-templates mode="#current"/>
  </xsl:template>
  <xsl:template match="cb | pb" mode="m:flow"/>
  <xsl:template match="figure/head" mode="m:flow" as="element()*" priority="1"><!-- before the rule for every head -->
    <xsl:sequence select="f:block-of-words('caption', ., ())"/>
  </xsl:template>
  <xsl:template match="quote" mode="m:flow" as="element(o:quote)">
    <quote><xsl:apply-templates mode="#current"/></quote>
  </xsl:template>
  <xsl:template match="list" mode="m:flow" as="element(o:list)">
    <list kind="{(@rend, 'bulleted')[1]}"><xsl:sequence select="f:turned(f:printed-text(.))"/><xsl:apply-templates mode="#current"/></list>
  </xsl:template>
  <xsl:template match="listBibl" mode="m:flow" as="element(o:list)">
    <list kind="bibliography"><xsl:apply-templates mode="#current"/></list>
  </xsl:template>

  <!-- Blocks of other witnesses: a point, and the whole in the appendix. -->
  <xsl:template match="app" mode="m:flow" as="element()+"><xsl:apply-templates select="." mode="m:atom"/></xsl:template>

  <xsl:mode name="m:passage" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="rdg" mode="m:passage" as="element(o:passage)">
    <passage n="{@n}" app="{../@xml:id}" words="{f:count-of(f:word-count(.), 'print.words')}" by="{f:by(@wit)}">
      <xsl:sequence select="if (f:holds-blocks(.)) then f:blocks(.) else f:block-of-words('p', ., ())"/>
    </passage>
  </xsl:template>

  <!-- «Witness E», «Witnesses E, G». -->
  <xsl:function name="f:by" visibility="public" as="xs:string">
    <xsl:param name="pointers" as="attribute()"/>
    <xsl:variable name="sigla" select="f:sigla($pointers)"/>
    <xsl:sequence select="f:count-of(count($sigla), 'print.by', string-join($sigla, $f:comma))"/>
  </xsl:function>

  <xsl:function name="f:blocks" as="element()*">
    <xsl:param name="reading" as="element(rdg)"/>
    <xsl:apply-templates select="$reading/node()" mode="m:flow">
      <xsl:with-param name="level" select="2" tunnel="yes"/>
    </xsl:apply-templates>
  </xsl:function>

  <xsl:function name="f:plain-heading" as="element(o:head)?">
    <xsl:param name="title" as="xs:string?"/>
    <xsl:param name="level" as="xs:integer"/>
    <xsl:if test="$title"><head level="{$level}" title="{$title}"><xsl:sequence select="f:turned($title)"/><w><c>{$title}</c></w></head></xsl:if>
  </xsl:function>

  <!-- The block, or, where the base has no word of it, its anchors alone. -->
  <xsl:function name="f:block-of-words" as="element()*">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="source" as="element()"/>
    <xsl:param name="attributes" as="attribute()*"/>
    <xsl:variable name="atoms" as="element()*">
      <xsl:if test="$name = 'head'"><mark key="{$source/@xml:id}"/></xsl:if><!-- the concordance points to it -->
      <xsl:sequence select="f:commented($source)[$name ne 'head']"/>
      <xsl:apply-templates select="$source/node()" mode="m:atom"/>
    </xsl:variable>
    <xsl:variable name="block" as="element()">
      <xsl:element name="{$name}">
        <xsl:sequence select="$attributes, f:attribute(string($source/@xml:id), 'id'), f:turned(string-join($atoms/self::o:c))"/>
        <xsl:for-each-group select="$atoms" group-starting-with="o:sp">
          <w><xsl:sequence select="current-group()"/></w>
        </xsl:for-each-group>
      </xsl:element>
    </xsl:variable>
    <xsl:sequence select="if ($atoms/self::o:c) then $block else $atoms[not(self::o:sp)]"/>
  </xsl:function>

  <xsl:function name="f:printed-text" as="xs:string">
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="string-join($block//text()[not(ancestor::rdg[. >> $block])])"/>
  </xsl:function>

  <xsl:mode name="m:atom" on-no-match="fail" on-multiple-match="fail"/>

  <!-- Where a word ends: at a blank, before a letter of a script without blanks, behind the separators of Ethiopic and Tibetan.
       These are looked for only in a text that has any: from each letter the pattern would read on to the end of the word. -->
  <xsl:variable name="f:blanks" as="xs:string" select="'\s+|[' || $f:unspaced || ']\p{M}*'"/>
  <xsl:variable name="f:word-ends" as="xs:string" select="$f:blanks || '|[^\s፡་' || $f:unspaced || ']*[፡་]+'"/>

  <xsl:template match="text()" mode="m:atom" as="element()*">
    <xsl:variable name="language" as="attribute()*" select="f:attribute(string(ancestor::foreign[1]/@xml:lang), 'lang'),
      f:attribute(string-join((ancestor::hi/@rend, ancestor::*[self::supplied or self::unclear]/local-name()), ' '), 'rend')"/>
    <xsl:analyze-string select="." regex="{if (contains(., '፡') or contains(., '་')) then $f:word-ends else $f:blanks}">
      <xsl:matching-substring>
        <xsl:choose>
          <xsl:when test="matches(., '^\s')"><sp/></xsl:when>
          <xsl:when test="matches(., '^[' || $f:unspaced || ']')"><sp joined="yes"/><c><xsl:sequence select="$language"/>{.}</c></xsl:when>
          <xsl:otherwise><c><xsl:sequence select="$language"/>{.}</c><sp joined="yes"/></xsl:otherwise>
        </xsl:choose>
      </xsl:matching-substring>
      <xsl:non-matching-substring><c><xsl:sequence select="$language"/>{.}</c></xsl:non-matching-substring>
    </xsl:analyze-string>
  </xsl:template>

  <xsl:template match="lb" mode="m:atom" as="element(o:sp)"><sp line="yes"/></xsl:template>
  <xsl:template match="cb | pb" mode="m:atom"/>
  <xsl:template match="pb[@n][f:names-page(.)]" mode="m:atom" as="element(o:leaf)" priority="1"><!-- before other pages -->
    <leaf n="{replace(@n, '\s', '')}"/>
  </xsl:template>
  <xsl:template _match="foreign | date | name | {$f:written}" mode="m:atom" as="element()*"><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template _match="{$f:forms}" mode="m:atom" as="element()*">
    <xsl:sequence select="f:marks(.)"/>
    <xsl:apply-templates mode="#current"/>
  </xsl:template>
  <xsl:template match="milestone | anchor | gap" mode="m:atom" as="element()*"><xsl:sequence select="f:marks(.)"/></xsl:template>
  <xsl:template match="rdg[@n]//anchor | rdg[@n]//milestone[@unit = 'moved']" mode="m:atom" priority="1">
    <!-- Moves belong to the text, not to the appendix: f:marks-of-readings has them. -->
  </xsl:template>

  <xsl:template match="app" mode="m:atom" as="element()+"><!-- of words the base lacks -->
    <xsl:variable name="inside" select="lem/f:marks(.), f:marks-of-readings(.)"/>
    <xsl:sequence select="$inside[not(self::o:last)]"/>
    <xsl:choose>
      <xsl:when test="f:is-addition(.)"><point app="{@xml:id}"><xsl:sequence select="f:passages(.)"/></point></xsl:when>
      <xsl:otherwise><from app="{@xml:id}"><xsl:sequence select="f:passages(.)"/></from><to app="{@xml:id}"/></xsl:otherwise>
    </xsl:choose>
    <xsl:sequence select="$inside[self::o:last]"/>
  </xsl:template>

  <xsl:template match="app[normalize-space(lem)]" mode="m:atom" as="element()+">
    <xsl:variable name="lemma" as="element()+"><xsl:apply-templates select="lem/node()" mode="#current"/></xsl:variable>
    <xsl:variable name="words" select="for $i in 1 to count($lemma) return $i[$lemma[$i]/self::o:c]"/>
    <xsl:variable name="others" select="f:marks-of-readings(.)"/>
    <xsl:sequence select="$others[not(self::o:last)], $lemma[position() lt $words[1]]"/>
    <from app="{@xml:id}"><xsl:sequence select="f:passages(.)"/></from>
    <xsl:sequence select="$lemma[position() = $words[1] to $words[last()]]"/>
    <to app="{@xml:id}"/>
    <xsl:sequence select="$lemma[position() gt $words[last()]], $others[self::o:last]"/>
  </xsl:template>

  <!-- Of several lines that are lacking the first begins the entry, the last ends it. -->
  <xsl:template match="app[@until] | app[@within]" mode="m:atom" as="element()+" priority="1"><!-- before every app -->
    <xsl:variable name="id" select="@xml:id"/>
    <xsl:variable name="atoms" as="element()+"><xsl:next-match/></xsl:variable>
    <xsl:sequence select="$atoms[not(self::o:to/@app = $id) and not(self::o:from/@app = $id and current()/@within)]"/>
    <xsl:if test="@closes"><to app="{@within}"/></xsl:if>
  </xsl:template>

  <!-- The passages of the appendix that belong at a place of variation. -->
  <xsl:function name="f:passages" as="attribute()?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="f:attribute(string-join($app/rdg/@n, ' '), 'passages')"/>
  </xsl:function>

  <!-- Names, note marks and edges of moves in an element, for the word they stand at. -->
  <xsl:function name="f:marks" as="element()*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="found" select="if ($element/self::rdg or $element/self::lem) then $element//* else $element"/>
    <xsl:apply-templates select="$found" mode="m:mark"/>
  </xsl:function>

  <!-- Of readings that stand in the appendix the text keeps the edges of moves, the appendix the rest. -->
  <xsl:function name="f:marks-of-readings" as="element()*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="in-text" select="empty($app/ancestor::rdg[@n])"/>
    <xsl:sequence select="$app/rdg[not(@n)]/f:marks(.)[self::o:mark or $in-text],
      $app/rdg[@n]/f:marks(.)[$in-text and not(self::o:mark)]"/>
  </xsl:function>

  <xsl:mode name="m:mark" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:template match="*" mode="m:mark" as="element()?"/>
  <xsl:template match="*[@ref]" mode="m:mark" as="element(o:mark)">
    <mark key="{f:local-name(@ref)}" words="{f:own-text(.) => normalize-space()}" printed="{empty(ancestor::rdg)}"/>
  </xsl:template>
  <xsl:template match="milestone[@unit = 'noteMark'][@corresp]" mode="m:mark" as="element(o:mark)">
    <mark id="{@xml:id}" key="{f:local-name(@corresp)}" siglum="{f:cited(@ed)}" n="{@n}"/>
  </xsl:template>
  <xsl:template match="gap[@reason = 'lost'][@source]" mode="m:mark" as="element(o:mark)">
    <mark id="{@xml:id}" key="{@xml:id}" siglum="{f:cited(@source)}" lost="yes"/>
  </xsl:template>
  <xsl:template match="milestone[@unit = 'moved']" mode="m:mark" as="element(o:place)">
    <place move="{f:local-name(@corresp)}" sigla="{f:cited(@ed)}"/>
  </xsl:template>
  <xsl:template match="anchor[ends-with(@xml:id, '-first')]" mode="m:mark" as="element(o:first)">
    <first move="{replace(@xml:id, '-first$', '')}"/>
  </xsl:template>
  <xsl:template match="anchor[ends-with(@xml:id, '-last')]" mode="m:mark" as="element(o:last)">
    <last move="{replace(@xml:id, '-last$', '')}"/>
  </xsl:template>

  <xsl:function name="f:local-name" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:sequence select="replace($pointer, '^[^#]*#', '')"/>
  </xsl:function>
</xsl:stylesheet>
