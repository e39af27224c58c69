<?xml version="1.0" encoding="UTF-8"?>
<!-- The edition as print XML: neutral, in no namespace, without layout. What stands on paper, in which order, and what
     each entry of the apparatus says; where lines and pages end is for the typesetter.

     book ::= title, imprint, guide, sigla, principles, prose* (introduction, translation, commentary), flow+ (text, appendix),
              entries, notes*, bibliography*, index*, concordance
     flow ::= (head | p | quote | list | bibls | caption | passage)*, of running text and w
     w    ::= a word at which entries start (@from), end (@to), which an index names (@marks), at which passages of the
              appendix belong (@passages), or whose form may stand again in its line (@forms)
     entry::= lemma, origin?, (reading* | note); of one layer of the foot; origin: whose idea a lemma is that no witness has
     verse has @n and @loc, its number and its full reference, @mark where the number stands in the margin whatever it is,
     @again where the number stood before, @before with the words of the verse that others spoke; @loc of an entry is the
     reference that it is cited by; @verse of book is there when verses have references
     @dir says how the words of an element run (rtl, ltr) where they run otherwise than the book; @bidi of book is there
     when any words run from right to left -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:include href="modules/kinds.xsl"/>
  <xsl:include href="passes/10-number.xsl"/>
  <xsl:include href="passes/15-verse.xsl"/>
  <xsl:include href="passes/16-told-once.xsl"/>
  <xsl:include href="passes/20-synopsis.xsl"/>
  <xsl:include href="modules/hands.xsl"/>
  <xsl:include href="modules/groups.xsl"/>
  <xsl:include href="modules/functions.xsl"/>
  <xsl:include href="modules/say.xsl"/>
  <xsl:include href="modules/header-words.xsl"/>
  <xsl:include href="modules/direction.xsl"/>
  <xsl:include href="modules/print-direction.xsl"/>
  <xsl:include href="modules/dates.xsl"/>
  <xsl:include href="modules/sort.xsl"/>
  <xsl:include href="modules/own-order.xsl"/>
  <xsl:include href="modules/print-labels.xsl"/>
  <xsl:include href="modules/print-select.xsl"/>
  <xsl:include href="modules/print-flow.xsl"/>
  <xsl:include href="modules/print-words.xsl"/>
  <xsl:include href="modules/print-apparatus.xsl"/>
  <xsl:include href="modules/print-sigla.xsl"/>
  <xsl:include href="modules/print-notes.xsl"/>
  <xsl:include href="modules/print-prose.xsl"/>
  <xsl:include href="modules/print-repeats.xsl"/>
  <xsl:include href="modules/print-front.xsl"/>
  <xsl:include href="modules/print-back.xsl"/>
  <xsl:include href="modules/print-works.xsl"/>
  <xsl:include href="modules/cited-works.xsl"/>
  <xsl:include href="modules/print-concordance.xsl"/>

  <xsl:param name="messages" as="document-node()">
    <!-- The labels and sentences of the book: m elements with a key. -->
  </xsl:param>
  <xsl:param name="base" as="xs:string" select="''">
    <!-- The siglum of the witness whose text is printed; left out, that of the first lemma. -->
  </xsl:param>
  <xsl:param name="registers" as="document-node()?" select="()">
    <!-- The registers in one document; their entries make the indexes, the notes on persons and the bibliography. -->
  </xsl:param>
  <xsl:param name="translations" as="document-node()?" select="()">
    <!-- The translations in one document; they follow the text. -->
  </xsl:param>
  <xsl:param name="folios" as="document-node()?" select="()">
    <!-- The pages of readings: app elements with an id and wit elements; @base: the margin names those of the base. -->
  </xsl:param>
  <xsl:param name="layers" as="xs:string" select="'variants moves persons sources'">
    <!-- The layers of the foot that are printed, from top to bottom. -->
  </xsl:param>
  <xsl:param name="accidentals" as="xs:boolean" select="true()">
    <!-- Whether the foot holds variants of spelling, punctuation and capitals alone. -->
  </xsl:param>
  <xsl:param name="shortest-cut" as="xs:integer" select="12">
    <!-- Omissions of as many words or more are cuts: they stand with the moves. -->
  </xsl:param>
  <xsl:param name="longest-reading" as="xs:integer" select="40">
    <!-- Readings of more words than this stand in the appendix. -->
  </xsl:param>
  <xsl:param name="longest-lemma" as="xs:integer" select="5">
    <!-- Lemmata of more words than this are cited by their first and last word. -->
  </xsl:param>
  <xsl:param name="line-numbers" as="xs:integer" select="5">
    <!-- Every so many lines a number in the margin; 0: none. -->
  </xsl:param>

  <xsl:variable name="f:layers" as="xs:string*" select="tokenize($layers)"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="m:app m:paragraph"/>

  <xsl:template match="/" as="element(o:book)">
    <xsl:variable name="selected" as="document-node()">
      <xsl:document><xsl:apply-templates select="f:with-references(TEI)/TEI" mode="m:select"/></xsl:document>
    </xsl:variable>
    <xsl:variable name="marked" as="document-node()">
      <xsl:apply-templates select="$selected" mode="m:appendix"/>
    </xsl:variable>
    <xsl:variable name="flows" as="document-node()">
      <xsl:document><flows><xsl:apply-templates select="$marked/TEI/text/body" mode="m:flow"/></flows></xsl:document>
    </xsl:variable>
    <xsl:variable name="numbered" as="document-node()"><xsl:document><xsl:apply-templates select="/*" mode="m:number"/></xsl:document></xsl:variable>
    <xsl:variable name="synopsis" as="document-node()"><xsl:document><xsl:sequence select="f:synopsis-of($numbered)"/></xsl:document></xsl:variable>
    <xsl:apply-templates select="$marked/TEI" mode="m:book">
      <xsl:with-param name="flows" select="$flows" tunnel="yes"/>
      <xsl:with-param name="synopsis" select="$synopsis/s:synopsis" tunnel="yes"/>
      <xsl:with-param name="whole" select="$numbered/TEI" tunnel="yes"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:mode name="m:book" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="TEI" mode="m:book" as="element(o:book)">
    <xsl:param name="flows" as="document-node()" tunnel="yes"/>
    <xsl:param name="synopsis" as="element(s:synopsis)" tunnel="yes"/>
    <xsl:param name="whole" as="element(TEI)" tunnel="yes"/>
    <xsl:variable name="entries" as="element(o:entry)*">
      <xsl:apply-templates select="text/body//app, standOff/linkGrp[@type = 'transposition']/link" mode="m:entry"/>
      <xsl:sequence select="f:notes-at-words($flows, .)"/>
    </xsl:variable>
    <xsl:variable name="places" select="f:places($flows)"/>
    <xsl:variable name="repeats" select="f:repeats($places, $flows, $entries)"/>
    <book lang="{@xml:lang}" layers="{$f:layers}" passages="{count($flows//o:passage)}">
      <xsl:if test="$flows//@loc"><xsl:attribute name="verse" select="'yes'"/></xsl:if>
      <xsl:sequence select="f:book-directions(string($registers))"/>
      <xsl:sequence select="f:print-labels()"/>
      <xsl:apply-templates select="teiHeader" mode="m:front">
        <xsl:with-param name="used" select="$f:layers[. = $entries/@layer]" tunnel="yes"/>
        <xsl:with-param name="has-appendix" select="exists($flows//o:passage)" tunnel="yes"/>
        <xsl:with-param name="verse" select="exists($flows//@loc), exists($flows//o:p[not(@loc)])" tunnel="yes"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="$whole/text/front/div[@type = 'introduction']" mode="m:prose"/>
      <xsl:sequence select="f:translations()"/>
      <xsl:apply-templates select="$whole/text/back/div[@type = 'commentary']" mode="m:prose"/>
      <xsl:apply-templates select="$flows" mode="m:words">
        <xsl:with-param name="places" select="map:put($places, 'forms', $repeats?forms)" tunnel="yes"/>
      </xsl:apply-templates>
      <entries>
        <xsl:apply-templates select="$entries" mode="m:forms"><xsl:with-param name="repeats" select="$repeats" tunnel="yes"/></xsl:apply-templates>
      </entries>
      <xsl:apply-templates select="text/back/div[not(@type = 'commentary')]" mode="m:back"/>
      <xsl:sequence select="f:print-cited-works(.), f:bibliography($registers), f:indexes($registers), f:concordance($whole, $synopsis)"/>
    </book>
  </xsl:template>
</xsl:stylesheet>
