<?xml version="1.0" encoding="UTF-8"?>
<!-- The front of the book, from the header: title, imprint, how to read the edition, sigla, principles. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="m:front" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="teiHeader" mode="m:front" as="element()+">
    <title>{normalize-space(fileDesc/titleStmt/title[1])}</title>
    <subtitle>{f:label('subtitle') => replace('#', f:base(.)/@n) => replace('%', f:joined(//listWit/witness[not(. is f:base(.))]/@n))}</subtitle>
    <editors><xsl:apply-templates select="fileDesc/titleStmt/editor" mode="#current"/></editors>
    <imprint>
      <xsl:apply-templates select="fileDesc/editionStmt, fileDesc/publicationStmt/(publisher | date),
        fileDesc/publicationStmt/availability/*, encodingDesc/appInfo/application" mode="#current"/>
    </imprint>
    <guide>
      <xsl:apply-templates select="//variantEncoding" mode="m:guide"/>
    </guide>
    <sigla><xsl:apply-templates select="//listWit/witness" mode="#current"/></sigla>
    <principles><xsl:apply-templates select="encodingDesc/editorialDecl/*/p" mode="#current"/></principles>
  </xsl:template>

  <xsl:template match="editor" mode="m:front" as="element(o:name)"><name>{normalize-space()}</name></xsl:template>
  <xsl:template match="p | publisher | date | editionStmt" mode="m:front" as="element(o:p)"><p>{normalize-space()}</p></xsl:template>
  <xsl:template match="licence" mode="m:front" as="element(o:p)"><p>{f:label('licence')} {normalize-space()}</p></xsl:template>
  <xsl:template match="application" mode="m:front" as="element(o:p)">
    <p>{f:label('made-with')} {@ident} {@version}.</p>
  </xsl:template>

  <xsl:template match="witness" mode="m:front" as="element(o:witness)">
    <witness siglum="{@n}">
      <xsl:apply-templates select="title | author | date | ref | note" mode="#current"/>
    </witness>
  </xsl:template>
  <xsl:template match="witness/*" mode="m:front" as="element(o:p)" priority="1"><!-- before the rules for header elements -->
    <p>{normalize-space()}</p>
  </xsl:template>

  <!-- The witness whose text is printed: lemmata are its readings. -->
  <xsl:function name="f:base" visibility="public" as="element(witness)">
    <xsl:param name="node" as="node()"/>
    <xsl:variable name="lemma" select="(root($node)//body//lem[not(@type = 'om')])[1]"/>
    <xsl:sequence select="if ($lemma) then key('f:witness', substring(tokenize($lemma/@wit)[1], 2), root($node))
      else root($node)//listWit/witness[1]"/>
  </xsl:function>

  <xsl:function name="f:joined" visibility="public" as="xs:string">
    <xsl:param name="words" as="xs:string*"/>
    <xsl:sequence select="string-join(($words[position() lt last() - 1],
      string-join($words[position() ge last() - 1], ' ' || f:label('and') || ' ')), ', ')"/>
  </xsl:function>

  <xsl:mode name="m:guide" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="variantEncoding" mode="m:guide" as="element(o:p)+">
    <xsl:variable name="witnesses" select="root()//listWit/witness"/>
    <p>{replace(f:label('guide-text'), '#', f:base(.)/@n)}</p>
    <p>{f:label('guide-apparatus')}</p>
    <xsl:if test="$witnesses/note[@type = 'scope']">
      <p>{replace(f:label('guide-fragments'), '#', string-join($witnesses[note/@type = 'scope']/@n, ', '))}</p>
    </xsl:if>
    <p>{f:label(if ($accidentals) then 'guide-accidentals' else 'guide-no-accidentals')}</p>
    <p>{replace(f:label('guide-appendix'), '#', string($longest-reading))}</p>
  </xsl:template>
</xsl:stylesheet>
