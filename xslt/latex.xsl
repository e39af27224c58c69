<?xml version="1.0" encoding="UTF-8"?>
<!-- Print XML (print.xsl) to LaTeX with reledmac, for presses: run lualatex four times (the package of the indexes calls makeindex by itself).
     Layers of the foot are the series A to D in their order; an entry whose lemma ends at another word than it begins
     takes its lines from two labels, so that lemmata may overlap. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="urn:edition:print" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:include href="modules/latex-text.xsl"/>
  <xsl:include href="modules/latex-words.xsl"/>
  <xsl:include href="modules/latex-verse.xsl"/>
  <xsl:include href="modules/latex-prose.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="m:word"/>
  <xsl:variable name="f:series" as="xs:string+" select="'A', 'B', 'C', 'D'"/>

  <xsl:template match="/" as="text()*"><xsl:apply-templates select="book"/></xsl:template>

  <xsl:template match="book" as="text()*">
    <xsl:variable name="layers" select="tokenize(@layers)"/>
    <xsl:variable name="used" select="string-join($f:series[position() le max((1, count($layers)))], ',')"/>
    <xsl:text>\documentclass[10pt,twoside,openany]{{book}}
\usepackage[paperwidth=155mm,paperheight=235mm,inner=22mm,outer=26mm,top=24mm,bottom=22mm]{{geometry}}
\usepackage{{fontspec}}
{f:script-fonts(.)}\IfFontExistsTF{{Libertinus Serif}}{{\setmainfont{{Libertinus Serif}}}}{{%
  \IfFontExistsTF{{Linux Libertine O}}{{\setmainfont{{Linux Libertine O}}}}{{\setmainfont{{DejaVu Serif}}}}}}
\usepackage{'[bidi=basic]'[current()/@bidi]}{{babel}}
</xsl:text>
    <xsl:for-each select="distinct-values((@lang, labels/@lang, .//lang/@code)[matches(., '^[a-z][a-z]$')])">
      <xsl:text>\babelprovide[import={.}{if (position() eq 1) then ',main' else ''}]{{edl{.}}}&#xA;</xsl:text>
    </xsl:for-each>
    <xsl:text>\newcommand{{\edlang}}[2]{{\ifcsname dateedl#1\endcsname\foreignlanguage{{edl#1}}{{#2}}\else #2\fi}}
\usepackage{{longtable,imakeidx}}
\usepackage[series={{{$used}}},noend,noeledsec,noledgroup]{{reledmac}}
{string-join(index ! ('\makeindex[name=' || @kind || ',title={' || f:tex(@title) || '}]&#xA;'))}\usepackage[hidelinks,bookmarksnumbered=false]{{hyperref}}
\hypersetup{{pdftitle={{{f:tex(title)}}},pdflang={{{@lang}}}}}
\Xarrangement[{$used}]{{paragraph}}\Xnotefontsize[{$used}]{{\footnotesize}}
\Xnumberonlyfirstinline[{$used}]\Xnotenumfont[{$used}]{{\bfseries}}\Xafternote[{$used}]{{1em plus .4em minus .4em}}
\Xlemmafont[{$used}]{{\normalfont}}\Xlemmaseparator[{$used}]{{]}}
\lineation{{{if (@verse) then 'section' else 'page'}}}\linenummargin{{outer}}\firstlinenum{{5}}\linenumincrement{{5}}
\newcommand{{\edhead}}[1]{{\noindent{{\bfseries\raggedright #1}}}}
\newcommand{{\edsubhead}}[1]{{\noindent{{\itshape\raggedright #1}}}}
\newcommand{{\edquote}}{{\leftskip=1.5em\rightskip=1.5em\noindent}}
\newcommand{{\editem}}[1]{{\noindent\hangindent=1.5em\hangafter=1\makebox[1.5em][l]{{#1}}}}
{'\setstanzaindents{3,0}\setcounter{stanzaindentsrepetition}{1}&#xA;'[current()//verse]}\setcounter{{secnumdepth}}{{-1}}\emergencystretch=3em
\begin{{document}}
\frontmatter
\title{{{f:tex(title)}\\[1ex]\large {f:tex(subtitle)}}}\author{{{string-join(editors/name ! f:tex(.), ' \and ')}}}\date{{}}
\maketitle
</xsl:text>
    <xsl:apply-templates select="imprint/p"/>
    <xsl:text>\renewcommand{{\contentsname}}{{{f:tex(labels/@contents)}}}\tableofcontents
</xsl:text>
    <xsl:apply-templates select="prose[@kind = 'introduction']"/>
    <xsl:text>\chapter{{{f:tex(labels/@guide)}}}
</xsl:text>
    <xsl:apply-templates select="guide/p"/>
    <xsl:text>\section{{{f:tex(labels/@sigla)}}}
\begin{{description}}
</xsl:text>
    <xsl:apply-templates select="sigla/witness"/>
    <xsl:text>\end{{description}}
\section{{{f:tex(labels/@principles)}}}
</xsl:text>
    <xsl:apply-templates select="principles/p"/>
    <xsl:text>\mainmatter
</xsl:text>
    <xsl:apply-templates select="flow"/>
    <xsl:text>\backmatter
</xsl:text>
    <xsl:apply-templates select="prose[not(@kind = 'introduction')], notes, bibliography, concordance"/>
    <xsl:text>{string-join(index ! ('\printindex[' || @kind || ']&#xA;'))}\end{{document}}
</xsl:text>
  </xsl:template>

  <!-- Fonts for the letters of other scripts, tried where the main font lacks a letter; those of the system that there are. -->
  <xsl:function name="f:script-fonts" as="xs:string">
    <xsl:param name="book" as="element(book)"/>
    <xsl:variable name="found" select="$f:fonts-by-letters[matches(string($book), ?letters)]"/>
    <xsl:sequence select="if (empty($found)) then '' else string-join(('\directlua{edfonts = {}}&#xA;',
      '\newcommand{\edfont}[2]{\IfFontExistsTF{#1}{\directlua{table.insert(edfonts, &quot;#1:script=#2;&quot;)}}{}}&#xA;',
      $found ! ('\edfont{' || ?family || '}{' || ?script || (if (?script = $f:shaped-by-luatex) then ';mode=node' else ';mode=harf') || '}&#xA;'),
      '\directlua{luaotfload.add_fallback(&quot;edletters&quot;, edfonts)}\defaultfontfeatures{' || 'Renderer=HarfBuzz,'[$book/@bidi] || 'RawFeature={fallback=edletters}}&#xA;'))"/>
  </xsl:function>
  <!-- HarfBuzz turns brackets round in lines from right to left; ligatures of these letters it would lose in lines of reledmac. -->
  <xsl:variable name="f:shaped-by-luatex" as="xs:string+" select="'hebr', 'arab', 'syrc'"/>
  <xsl:variable name="f:fonts-by-letters" as="map(xs:string, xs:string)+" select="
    map{'letters': '[&#x590;-&#x5FF;&#xFB1D;-&#xFB4F;]', 'family': 'Noto Serif Hebrew', 'script': 'hebr'},
    map{'letters': '[&#x600;-&#x6FF;&#x750;-&#x77F;&#x8A0;-&#x8FF;]', 'family': 'Noto Naskh Arabic', 'script': 'arab'},
    map{'letters': '[&#x700;-&#x74F;]', 'family': 'Noto Sans Syriac', 'script': 'syrc'},
    map{'letters': '[&#x900;-&#x97F;&#xA8E0;-&#xA8FF;]', 'family': 'Noto Serif Devanagari', 'script': 'dev2'},
    map{'letters': '[&#x1200;-&#x139F;]', 'family': 'Noto Serif Ethiopic', 'script': 'ethi'},
    map{'letters': '[&#x3E2;-&#x3EF;&#x2C80;-&#x2CFF;]', 'family': 'Noto Sans Coptic', 'script': 'copt'},
    map{'letters': '[&#x460;-&#x489;&#x1C80;-&#x1C8F;&#x2DE0;-&#x2DFF;&#xA640;-&#xA69F;]', 'family': 'Noto Serif', 'script': 'cyrl'},
    map{'letters': '[&#xA720;-&#xA7FF;&#x1DC0;-&#x1DFF;&#x2E00;-&#x2E7F;]', 'family': 'Noto Serif', 'script': 'latn'},
    map{'letters': '[&#x3040;-&#x30FF;&#x3400;-&#x9FFF;]', 'family': 'Noto Serif CJK SC', 'script': 'hani'}"/>

  <xsl:template match="imprint/p | guide/p | principles/p" as="text()+"><xsl:text>{f:formulas(.)}\par&#xA;</xsl:text></xsl:template>
  <xsl:template match="witness" as="text()+"><xsl:text>\item[{f:tex(@siglum)}] {string-join(p ! f:tex(replace(., '([^.])$', '$1.')), ' ')}&#xA;</xsl:text></xsl:template>

  <!-- Back of the book -->
  <xsl:template match="notes" as="text()+">
    <xsl:text>\chapter{{{f:tex(@title)}}}&#xA;</xsl:text>
    <xsl:apply-templates select="note"/>
  </xsl:template>
  <xsl:template match="notes/note" as="text()+">
    <xsl:variable name="places" select="key('f:marked', @id)"/>
    <xsl:text>{f:tex(@n)}\quad\label{{{@id}}}</xsl:text>
    <xsl:apply-templates select="node()" mode="m:inline"/>
    <xsl:text>{string-join($places ! f:place(f:word-label(.)), ';')}\par&#xA;</xsl:text>
  </xsl:template>
  <xsl:template match="bibliography" as="text()+">
    <xsl:text>\chapter{{{f:tex(@title)}}}\textit{{{f:tex(@note)}}}\par&#xA;</xsl:text>
    <xsl:for-each select="work"><xsl:apply-templates mode="m:inline"/><xsl:text>\par&#xA;</xsl:text></xsl:for-each>
  </xsl:template>
  <xsl:template match="concordance" as="text()+">
    <xsl:text>\chapter{{{f:tex(@title)}}}{f:tex(@note)}\par\medskip
{{\footnotesize\begin{{longtable}}{{p{{.36\linewidth}}l{string-join((2 to count(column)) ! 'p{.14\linewidth}')}}}\hline
\textit{{{f:tex(@section)}}}{string-join(column ! (' &amp; ' || f:tex(.)))}\\\hline
</xsl:text>
    <xsl:for-each select="row">
      <xsl:text>{f:tex(@title)} &amp; {string-join(key('f:marked', @key)[1] ! f:place(f:word-label(.)))}{
        string-join(cell ! (' &amp; ' || string-join((f:tex(@heading)[.], string(.)[.]), ': ')))}\\&#xA;</xsl:text>
    </xsl:for-each>
    <xsl:text>\hline\end{{longtable}}}}&#xA;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
