<?xml version="1.0" encoding="UTF-8"?>
<!-- Print XML to LaTeX: running text, words with the entries that begin and end there, entries of the foot. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="urn:edition:print" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:key name="f:entry" match="entry" use="@id"/>
  <xsl:key name="f:marked" match="w" use="tokenize(@marks)"/>
  <xsl:key name="f:back" match="notes/note | concordance/row | comment[@key]" use="(self::note/@id, @key)[1]"/>
  <xsl:key name="f:name" match="index/name" use="@key"/>

  <!-- Words are counted, so that each can have a label of its own. -->
  <xsl:accumulator name="m:word" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="w" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:function name="f:word-label" as="xs:string">
    <xsl:param name="word" as="element(w)"/>
    <xsl:sequence select="'w-' || $word/accumulator-before('m:word')"/>
  </xsl:function>

  <xsl:mode name="m:inline" on-no-match="fail" on-multiple-match="fail" use-accumulators="m:word"/>

  <xsl:template match="text()" mode="m:inline" as="text()"><xsl:text>{f:tex(.)}</xsl:text></xsl:template>
  <xsl:template match="lang" mode="m:inline" as="text()"><xsl:text>\edlang{{{@code}}}{{{f:tex(.)}}}</xsl:text></xsl:template>
  <xsl:template match="hi" mode="m:inline" as="text()+">
    <xsl:text>{string-join(tokenize(@rend) ! ($f:ways(.), '{')[1])}</xsl:text><xsl:apply-templates mode="#current"/><xsl:text>{string-join(tokenize(@rend) ! '}')}</xsl:text>
  </xsl:template>
  <xsl:variable name="f:ways" as="map(xs:string, xs:string)" select="map{'italic': '\textit{', 'bold': '\textbf{', 'smallCaps': '\textsc{', 'superscript': '\textsuperscript{',
    'subscript': '\textsubscript{', 'underline': '\underline{'}"/>
  <xsl:template match="line" mode="m:inline" as="text()"><xsl:text>\newline </xsl:text></xsl:template>
  <xsl:template match="formula" mode="m:inline" as="text()"><xsl:text>\textit{{{f:tex(.)}}}</xsl:text></xsl:template>
  <xsl:template match="work-title" mode="m:inline" as="text()"><xsl:text>\textit{{{f:tex(.)}}}</xsl:text></xsl:template>
  <xsl:template match="first | last" mode="m:inline" as="text()"><xsl:text>{f:tex(.)}</xsl:text></xsl:template>
  <xsl:template match="to-note" mode="m:inline" as="text()"><xsl:text>\hyperref[{@key}]{{\textit{{{f:tex(.)}}}}}</xsl:text></xsl:template>
  <xsl:template match="passage" mode="m:inline" as="text()">
    <xsl:text> (\textit{{{f:tex(@words)}: \hyperref[passage-{@n}]{{{f:tex(root()/book/labels/@passage)}~{@n}}}}})</xsl:text>
  </xsl:template>

  <!-- A word: the entries that begin there are wrapped around it, one around the other. -->
  <xsl:template match="w" mode="m:inline" as="text()+">
    <xsl:variable name="from" select="tokenize(@from)"/>
    <xsl:variable name="to" select="tokenize(@to)"/>
    <xsl:text>{string-join($from ! '\edtext{')}{string-join($from ! f:label('e-' || .))}</xsl:text>
    <xsl:if test="@marks">
      <xsl:variable name="is-named" select="some $key in tokenize(@marks) satisfies exists(key('f:back', $key))"/>
      <xsl:text>{if ($is-named) then f:label(f:word-label(.)) else ''}{string-join(for $key in tokenize(@marks) return f:indexed(key('f:name', $key)))}</xsl:text>
    </xsl:if>
    <xsl:apply-templates mode="#current"/>
    <xsl:text>{string-join($to[not(. = $from)] ! f:label('z-' || .))}</xsl:text>
    <xsl:apply-templates select="for $id in reverse($from) return key('f:entry', $id)" mode="m:foot">
      <xsl:with-param name="same" select="$to"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="@passages" mode="m:side"/>
  </xsl:template>

  <xsl:function name="f:label" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="'\edlabel{' || $name || '}'"/>
  </xsl:function>

  <!-- The name in the index, with page and line; what makeindex would take for a command is quoted. -->
  <xsl:function name="f:indexed" as="xs:string?">
    <xsl:param name="name" as="element(name)?"/>
    <xsl:sequence select="$name ! ('\edindex[' || ../@kind || ']{' || replace(f:tex(.), '([!@|])', '&#34;$1') || '}')"/>
  </xsl:function>

  <!-- Beside the line: the passages of the appendix that belong there. -->
  <xsl:mode name="m:side" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:template match="@passages" mode="m:side" as="text()">
    <xsl:variable name="label" select="f:tex(root()/book/labels/@passage)"/>
    <xsl:text>\ledsidenote{{\footnotesize\textit{{{string-join(tokenize(.) ! ('\hyperref[passage-' || . || ']{' || $label || '~' || . || '}'), ' ')}}}}}</xsl:text>
  </xsl:template>

  <xsl:mode name="m:foot" on-no-match="fail" on-multiple-match="fail"/>

  <!-- The second argument of \edtext: lines, lemma, note. -->
  <xsl:template match="entry" mode="m:foot" as="text()+">
    <xsl:param name="same" as="xs:string*"/>
    <xsl:variable name="stated" select="f:stated-reference(.)"/>
    <xsl:variable name="has-lemma" select="normalize-space(lemma) ne ''"/>
    <xsl:variable name="layer" select="index-of(tokenize(root()/book/@layers), @layer)"/>
    <xsl:text>}}{{{if (@id = $same) then '' else '\xxref{e-' || @id || '}{z-' || @id || '}'}\lemma{{{$stated ! ('\textbf{' || f:tex(.) || '}' || '~'[$has-lemma])}</xsl:text>
    <xsl:apply-templates select="lemma" mode="#current"/>
    <xsl:text>}}\{$f:series[$layer]}footnote{string-join(('nonum'[$stated], 'nosep'[not($has-lemma)]), ',')[.] ! ('[' || . || ']')}{{</xsl:text>
    <xsl:apply-templates select="origin, reading, note" mode="#current"/>
    <xsl:text>}}}}</xsl:text>
  </xsl:template>

  <xsl:template match="note" mode="m:foot" as="text()+"><xsl:apply-templates mode="m:inline"/></xsl:template>
  <xsl:template match="origin" mode="m:foot" as="text()+"><xsl:apply-templates mode="m:inline"/><xsl:text>{': '[current()/../reading]}</xsl:text></xsl:template>
  <xsl:template match="reading" mode="m:foot" as="text()+">
    <xsl:if test="preceding-sibling::reading"><xsl:text>; </xsl:text></xsl:if>
    <xsl:text>{f:apart(.)}</xsl:text><xsl:apply-templates mode="m:inline"/>
    <xsl:text>{f:apart(.)}{'~'[current()/node()]}\textit{{{f:tex((@scholar, @sigla)[1])}}}</xsl:text>
  </xsl:template>
  <xsl:template match="lemma" mode="m:foot" as="text()*">
    <xsl:text>{f:apart(.)}</xsl:text><xsl:apply-templates mode="m:inline"/><xsl:text>{f:apart(.)}</xsl:text>
  </xsl:template>

  <!-- In a book whose words run both ways: a mark of its direction, so that a bracket between two words that run otherwise does
       not join them to one run. -->
  <xsl:function name="f:apart" as="xs:string">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="book" select="root($part)/book"/>
    <xsl:sequence select="if (not($book/@bidi) or normalize-space($part) eq '') then '' else if ($book/@dir eq 'rtl') then '&#x200F;' else '&#x200E;'"/>
  </xsl:function>
</xsl:stylesheet>
