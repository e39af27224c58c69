<?xml version="1.0" encoding="UTF-8"?>
<!-- Print XML to LaTeX: the introduction and the commentary. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="urn:edition:print" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="m:prose" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:key name="f:endnote" match="endnote" use="@id"/>

  <xsl:template match="prose" as="text()+">
    <xsl:text>\chapter{{{f:tex(@title)}}}&#xA;</xsl:text>
    <xsl:apply-templates mode="m:prose"/>
  </xsl:template>
  <xsl:template match="head" mode="m:prose" as="text()+">
    <xsl:text>\{('section', 'subsection')[. = 'section'][current()/@level le '2']}{'subsection'[current()/@level gt '2']}{{</xsl:text><xsl:apply-templates mode="m:inline"/><xsl:text>}}&#xA;</xsl:text>
  </xsl:template>
  <xsl:template match="p" mode="m:prose" as="text()+"><xsl:apply-templates mode="m:inline"/><xsl:text>\par&#xA;</xsl:text></xsl:template>
  <xsl:template match="verse" mode="m:prose" as="text()+"><xsl:text>\noindent </xsl:text><xsl:apply-templates mode="m:inline"/><xsl:text>\par&#xA;</xsl:text></xsl:template>
  <xsl:template match="label" mode="m:prose" as="text()+"><xsl:text>\textbf{{</xsl:text><xsl:apply-templates mode="m:inline"/><xsl:text>}}\par&#xA;</xsl:text></xsl:template>
  <xsl:template match="quote" mode="m:prose" as="text()+"><xsl:text>\begin{{quotation}}&#xA;</xsl:text><xsl:apply-templates mode="#current"/><xsl:text>\end{{quotation}}&#xA;</xsl:text></xsl:template>
  <xsl:template match="list" mode="m:prose" as="text()+">
    <xsl:variable name="kind" select="if (@kind = 'ordered') then 'enumerate' else 'itemize'"/>
    <xsl:text>\begin{{{$kind}}}&#xA;</xsl:text><xsl:apply-templates mode="#current"/><xsl:text>\end{{{$kind}}}&#xA;</xsl:text>
  </xsl:template>
  <xsl:template match="item" mode="m:prose" as="text()+"><xsl:text>\item{@n ! ('[' || . || '.]')} </xsl:text><xsl:apply-templates mode="#current"/></xsl:template>
  <xsl:template match="table" mode="m:prose" as="text()+">
    <xsl:text>{{\footnotesize\begin{{longtable}}{{{string-join((1 to @columns) ! ('p{' || format-number(.92 div number(current()/@columns), '0.00') || '\linewidth}'))}}}\hline&#xA;</xsl:text>
    <xsl:for-each select="row">
      <xsl:for-each select="cell"><xsl:if test="position() gt 1"><xsl:text> &amp; </xsl:text></xsl:if><xsl:apply-templates mode="m:inline"/></xsl:for-each>
      <xsl:text>\\{'\hline'[current()/@head = 'yes']}&#xA;</xsl:text>
    </xsl:for-each>
    <xsl:text>\hline\end{{longtable}}}}&#xA;</xsl:text>
  </xsl:template>
  <!-- The picture stands beside the edition: who sets the book puts it in. -->
  <xsl:template match="figure" mode="m:prose" as="text()+">
    <xsl:text>\begin{{center}}\fbox{{\texttt{{{f:tex(@src)}}}}}\\ \textit{{</xsl:text><xsl:apply-templates mode="m:inline"/><xsl:text>{f:tex(@alt[not(current()/node())])}}}\end{{center}}&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="comment" mode="m:prose" as="text()+">
    <xsl:variable name="word" select="if (@key) then key('f:marked', @key)[1] else ()"/>
    <xsl:text>\par\medskip\noindent {string-join((@loc ! f:tex(.), $word[not(current()/@loc)] ! normalize-space(f:place(f:word-label(.))), lemma ! ('\textit{' || f:tex(.) || '}'), sigla ! f:tex(.)), ' ')}: </xsl:text>
    <xsl:apply-templates select="* except (lemma, sigla)" mode="#current"/>
  </xsl:template>
  <xsl:template match="endnotes | endnote" mode="m:prose"/>

  <!-- A note stands at the foot of its page; where it is marked again its number alone does. -->
  <xsl:template match="to-endnote" mode="m:inline" as="text()+">
    <xsl:choose>
      <xsl:when test="current() is key('f:note-marks', @key)[1] and not(ancestor::endnote)">
        <xsl:text>\footnote{{</xsl:text>
        <xsl:for-each select="key('f:endnote', @key)/*"><xsl:if test="position() gt 1"><xsl:text> </xsl:text></xsl:if><xsl:apply-templates select=".//text() | .//to-endnote" mode="m:note-words"/></xsl:for-each>
        <xsl:text>}}</xsl:text>
      </xsl:when>
      <xsl:otherwise><xsl:text>\textsuperscript{{{.}}}</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:key name="f:note-marks" match="to-endnote" use="@key"/>
  <xsl:mode name="m:note-words" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:template match="text()" mode="m:note-words" as="text()"><xsl:text>{f:tex(.)}</xsl:text></xsl:template>
  <xsl:template match="lang" mode="m:note-words" as="text()"><xsl:text>{f:tex(.)}</xsl:text></xsl:template>
  <xsl:template match="hi/text()" mode="m:note-words" as="text()" priority="1"><!-- before other words --><xsl:text>{($f:ways(../@rend), '{')[1]}{f:tex(.)}}}</xsl:text></xsl:template>
  <xsl:template match="to-endnote/text()" mode="m:note-words" priority="2"><!-- the number of the note --></xsl:template>
  <xsl:template match="to-endnote" mode="m:note-words" as="text()"><xsl:text>\textsuperscript{{{.}}}</xsl:text></xsl:template>
  <xsl:template match="ref" mode="m:inline" as="text()+"><xsl:text>\href{{{replace(@href, '([%#&amp;{}\\~^_$])', '\\$1')}}}{{</xsl:text><xsl:apply-templates mode="#current"/><xsl:text>}}</xsl:text></xsl:template>
</xsl:stylesheet>
