<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes of the foot that are no variants: who a person is, where she is first named, and what notes the witnesses have
     at these words. This module reads flows and registers. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:edition:print" xmlns:o="urn:edition:print" xmlns:m="urn:edition:mode" xmlns:f="urn:edition:function"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:key name="f:note-mark" match="o:mark[@siglum]" use="@key"/>
  <xsl:key name="f:person" match="person" use="@xml:id"/>

  <!-- The marks at which a note stands: of each person the first in the printed text, or else the first in a reading. -->
  <xsl:function name="f:annotated" as="element(o:mark)*">
    <xsl:param name="flows" as="document-node()"/>
    <xsl:if test="'persons' = $f:layers">
      <xsl:for-each-group select="$flows//o:mark[@words]" group-by="@key">
        <xsl:sequence select="(current-group()[@printed = 'true'], current-group())[1][f:statements(@key)]"/>
      </xsl:for-each-group>
    </xsl:if>
    <xsl:sequence select="$flows//o:mark[@siglum]['sources' = $f:layers]"/>
  </xsl:function>

  <xsl:function name="f:notes-at-words" as="element(o:entry)*">
    <xsl:param name="flows" as="document-node()"/>
    <xsl:param name="tei" as="element(TEI)"/>
    <xsl:apply-templates select="f:annotated($flows)" mode="m:note"><xsl:with-param name="tei" select="$tei"/></xsl:apply-templates>
  </xsl:function>

  <!-- What the register says of a person that belongs into a note: an occupation, the sentence or else the fate. -->
  <xsl:function name="f:statements" visibility="public" as="element()*">
    <xsl:param name="key" as="xs:string"/>
    <xsl:variable name="person" select="$registers ! key('f:person', $key, .)"/>
    <xsl:sequence select="$person/occupation[1], $person/(state[@type = 'sentence'], state[@type = 'fate'])[1]"/>
  </xsl:function>

  <xsl:mode name="m:note" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="o:mark[@words]" mode="m:note" as="element(o:entry)">
    <xsl:param name="tei" as="element(TEI)"/>
    <xsl:variable name="person" select="key('f:person', @key, $registers)"/>
    <entry id="{f:entry-id(.)}" layer="persons">
      <xsl:sequence select="f:lemma(f:bare(@words), $longest-lemma)"/>
      <xsl:variable name="said" as="node()*">
        <xsl:variable name="name" select="normalize-space($person/persName[1])"/>
        <xsl:variable name="named" select="if ($name eq f:bare(@words)) then f:life-years($person) else $name || f:life($person)"/>
        <xsl:text>{$named ! (f:labelled(.) || ' ')}</xsl:text>
        <xsl:for-each select="f:statements(@key)">
          <xsl:value-of select="if (@type = 'sentence') then f:say('print.sentence', normalize-space()) else normalize-space()"/>
          <xsl:for-each select="f:stated-by(., $tei)[.]"><xsl:text> </xsl:text><formula>{.}</formula></xsl:for-each>
          <xsl:if test="position() ne last()">{$f:semicolon}</xsl:if>
        </xsl:for-each>
      </xsl:variable>
      <note><xsl:sequence select="f:turned(string-join($said)), $said"/></note>
    </entry>
  </xsl:template>

  <!-- What the witness announces at these words, and no longer has. -->
  <xsl:template match="o:mark[@lost]" mode="m:note" as="element(o:entry)" priority="1"><!-- before marks of notes -->
    <xsl:param name="tei" as="element(TEI)"/>
    <entry id="{@id}" layer="sources">
      <xsl:sequence select="f:lemma(f:bare(f:word-text(f:word(.))), $longest-lemma)"/>
      <note>{f:say('lost', @siglum)}</note>
    </entry>
  </xsl:template>

  <xsl:template match="o:mark[@siglum]" mode="m:note" as="element(o:entry)">
    <xsl:param name="tei" as="element(TEI)"/>
    <xsl:variable name="words" as="node()*"><xsl:apply-templates select="key('f:id', @key, root($tei))/node()" mode="m:back"/></xsl:variable>
    <entry id="{@id}" layer="sources">
      <xsl:sequence select="f:lemma(f:bare(f:word-text(f:word(.))), $longest-lemma)"/>
      <note>
        <xsl:sequence select="f:turned(string-join($words))"/>
        <to-note key="{@key}">{@siglum} {f:say('print.n')} {@n}</to-note>
        <xsl:if test=". is key('f:note-mark', @key)[1]">{f:labelled('')} {f:short(string-join($words), 16, 8)}</xsl:if>
      </note>
    </entry>
  </xsl:template>

  <xsl:function name="f:life" visibility="public" as="xs:string?">
    <xsl:param name="person" as="element(person)"/>
    <xsl:sequence select="f:life-years($person) ! (' (' || . || ')')"/>
  </xsl:function>

  <!-- The sigla of the witnesses on which a statement of a register rests. -->
  <xsl:function name="f:stated-by" visibility="public" as="xs:string">
    <xsl:param name="statement" as="element()"/>
    <xsl:param name="tei" as="element(TEI)"/>
    <xsl:sequence select="string-join(tokenize($statement/@source) ! key('f:witness', substring(., 2), root($tei))/@n, ' ')"/>
  </xsl:function>
</xsl:stylesheet>
