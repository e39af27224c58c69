<?xml version="1.0" encoding="UTF-8"?>
<!-- The edition as print XML: neutral, in no namespace, without layout. What stands on paper, in which order, and what
     each entry of the apparatus says; where lines and pages end is for the typesetter.

     book ::= title, imprint, guide, sigla, principles, flow+ (text, appendix), entries, notes*, index*
     flow ::= (head | p | quote | list | bibls | caption | passage)*, of running text and w
     w    ::= a word at which entries start (@from), end (@to) or which an index names (@marks)
     entry::= lemma, reading+; of one layer of the foot -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:include href="modules/print-labels.xsl"/>
  <xsl:include href="modules/print-select.xsl"/>
  <xsl:include href="modules/print-flow.xsl"/>
  <xsl:include href="modules/print-words.xsl"/>
  <xsl:include href="modules/print-apparatus.xsl"/>
  <xsl:include href="modules/print-front.xsl"/>
  <xsl:include href="modules/print-back.xsl"/>

  <xsl:param name="registers" as="document-node()?" select="()">
    <!-- The registers in one document; their entries make the indexes. -->
  </xsl:param>
  <xsl:param name="accidentals" as="xs:boolean" select="true()">
    <!-- Whether the foot holds variants of spelling, punctuation and capitals alone. -->
  </xsl:param>
  <xsl:param name="longest-reading" as="xs:integer" select="40">
    <!-- Readings of more words than this stand in the appendix. -->
  </xsl:param>
  <xsl:param name="longest-lemma" as="xs:integer" select="5">
    <!-- Lemmata of more words than this are cited by their first and last word. -->
  </xsl:param>

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="/" as="element(o:book)">
    <xsl:variable name="selected" as="document-node()">
      <xsl:document><xsl:apply-templates select="TEI" mode="m:select"/></xsl:document>
    </xsl:variable>
    <xsl:variable name="numbered" as="document-node()">
      <xsl:apply-templates select="$selected" mode="m:number"/>
    </xsl:variable>
    <xsl:variable name="flows" as="document-node()">
      <xsl:document><flows><xsl:apply-templates select="$numbered/TEI/text/body" mode="m:flow"/></flows></xsl:document>
    </xsl:variable>
    <xsl:apply-templates select="$numbered/TEI" mode="m:book">
      <xsl:with-param name="flows" select="$flows" tunnel="yes"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:mode name="m:book" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="TEI" mode="m:book" as="element(o:book)">
    <xsl:param name="flows" as="document-node()" tunnel="yes"/>
    <book lang="{@xml:lang}">
      <xsl:sequence select="f:print-labels()"/>
      <xsl:apply-templates select="teiHeader" mode="m:front"/>
      <xsl:apply-templates select="$flows" mode="m:words">
        <xsl:with-param name="places" select="f:places($flows)" tunnel="yes"/>
      </xsl:apply-templates>
      <entries>
        <xsl:apply-templates select="text/body//app, standOff/linkGrp[@type = 'transposition']/link" mode="m:entry"/>
      </entries>
      <xsl:apply-templates select="text/back/div" mode="m:back"/>
      <xsl:sequence select="f:indexes($registers)"/>
    </book>
  </xsl:template>
</xsl:stylesheet>
