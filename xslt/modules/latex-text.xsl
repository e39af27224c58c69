<?xml version="1.0" encoding="UTF-8"?>
<!-- Print XML to LaTeX: blocks of the flows, and characters that TeX would take for commands. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="urn:edition:print" exclude-result-prefixes="#all" expand-text="yes">

  <!-- Words as TeX prints them letter by letter. -->
  <xsl:function name="f:tex" visibility="public" as="xs:string">
    <xsl:param name="words" as="item()?"/>
    <xsl:sequence select="string($words) => replace('\\', '&#xE000;') => replace('([{}$&amp;#%_])', '\\$1') => replace('~', '\\textasciitilde{}')
      => replace('\^', '\\textasciicircum{}') => replace('&#xE000;', '\\textbackslash{}') => replace('\[', '{[}') => replace('\]', '{]}')
      => replace('&#34;', '{\\char34}')"/>
  </xsl:function>

  <!-- «*om.*» in the editors' words is set as a formula is. -->
  <xsl:function name="f:formulas" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="parts" select="tokenize($words, '\*') ! f:tex(.)"/>
    <xsl:sequence select="string-join(for $i in 1 to count($parts) return if ($i mod 2 eq 1) then $parts[$i] else '\textit{' || $parts[$i] || '}')"/>
  </xsl:function>

  <xsl:template match="flow" as="text()+">
    <xsl:text>\beginnumbering&#xA;</xsl:text>
    <xsl:apply-templates/>
    <xsl:text>\endnumbering&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="p" as="text()+">
    <xsl:text>\pstart </xsl:text><xsl:apply-templates mode="m:inline"/><xsl:text>\pend&#xA;</xsl:text>
  </xsl:template>
  <xsl:template match="book[@verse]/flow//p[not(@loc)]" as="text()+" priority="0.9"><!-- beside verse: 8.1, 8.2 behind verse 8 -->
    <xsl:text>\pstart\startsub </xsl:text><xsl:apply-templates mode="m:inline"/><xsl:text>\endsub\pend&#xA;</xsl:text>
  </xsl:template>
  <xsl:template match="quote/p" as="text()+" priority="1"><!-- before the rule for every paragraph -->
    <xsl:text>\pstart\edquote </xsl:text><xsl:apply-templates mode="m:inline"/><xsl:text>\pend&#xA;</xsl:text>
  </xsl:template>
  <xsl:template match="caption" as="text()+">
    <xsl:text>\pstart\textit{{</xsl:text><xsl:apply-templates mode="m:inline"/><xsl:text>}}\pend&#xA;</xsl:text>
  </xsl:template>
  <xsl:template match="quote | stanza" as="text()+"><xsl:apply-templates/></xsl:template>
  <xsl:template match="near | far | speaker | stage" as="text()+">
    <xsl:text>\pstart\noindent\hangindent=2em {'\skipnumbering '[current()/(self::speaker | self::stage)][root(current())/book/@verse]}{if (self::far) then '\hfill ' else ''}{if (self::speaker) then '\textsc{' else if (self::stage) then '\textit{' else '{'}</xsl:text>
    <xsl:apply-templates mode="m:inline"/>
    <xsl:text>}}\pend&#xA;</xsl:text>
  </xsl:template>
  <xsl:template match="list" as="text()+"><xsl:apply-templates/></xsl:template>
  <xsl:template match="list/item | list/bibl" as="text()+">
    <xsl:variable name="mark" select="if (../@kind = 'ordered') then (@n, position())[1] || '.' else if (../@kind = 'bibliography') then '' else '\textbullet'"/>
    <xsl:text>\pstart{if ($mark) then '\editem{' || $mark || '}' else '\noindent\hangindent=1.5em '}</xsl:text>
    <xsl:apply-templates mode="m:inline"/>
    <xsl:text>\pend&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="head" as="text()+">
    <xsl:text>\pstart[{if (@level = '1') then '\clearpage' else '\bigskip'}{f:contents(@level, @title)}]\{if (@level le '2') then 'edhead' else 'edsubhead'}{{</xsl:text>
    <xsl:apply-templates mode="m:inline"/>
    <xsl:text>}}\pend&#xA;</xsl:text>
  </xsl:template>

  <!-- A passage of the appendix: its number, its witness, and where it belongs. -->
  <xsl:template match="passage" as="text()+">
    <xsl:variable name="labels" select="root()/book/labels"/>
    <xsl:text>\pstart[\bigskip]\edhead{{\label{{passage-{@n}}}{f:tex($labels/@passage)}~{@n}. {f:tex(@by)}, {f:tex(@words)},{
      f:place('e-' || @app)}}}\pend&#xA;</xsl:text>
    <xsl:apply-templates/>
  </xsl:template>

  <!-- A line of the contents and a bookmark. -->
  <xsl:function name="f:contents" as="xs:string">
    <xsl:param name="level" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:variable name="kind" select="('chapter', 'section', 'subsection')[min((3, xs:integer($level)))]"/>
    <xsl:variable name="mark" select="if ($kind eq 'subsection') then '' else '\markboth{' || f:tex($title) || '}{' || f:tex($title) || '}'"/>
    <xsl:sequence select="$mark || '\phantomsection\addcontentsline{toc}{' || $kind || '}{' || f:tex($title) || '}'"/>
  </xsl:function>

  <!-- « 12, 5»: page and line of a label. -->
  <xsl:function name="f:place" as="xs:string">
    <xsl:param name="label" as="xs:string"/>
    <xsl:sequence select="' \textbf{\edpageref{' || $label || '}}~\edlineref{' || $label || '}'"/>
  </xsl:function>
</xsl:stylesheet>
