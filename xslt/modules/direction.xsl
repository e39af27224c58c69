<?xml version="1.0" encoding="UTF-8"?>
<!-- In which direction words run. Their letters say it, whatever tag they bear; where these are of
     both kinds, what is around them or the tag of the language decides. Pages and books ask here and nowhere else. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- What Unicode sets aside for scripts that run from right to left, with those that are yet to come (UAX #44,
       DerivedBidiClass): Hebrew, Arabic, Syriac, Thaana, N’Ko, Samaritan, Mandaic, Adlam, Old South Arabian and others. -->
  <xsl:variable name="f:right-to-left" as="xs:string" select="'&#x590;-&#x8FF;&#xFB1D;-&#xFDFF;&#xFE70;-&#xFEFE;&#x10800;-&#x10FFF;&#x1E800;-&#x1EFFF;'"/>
  <xsl:variable name="f:right-to-left-languages" as="xs:string+" select="tokenize('ae aeb afb aii ajp apc ar arc ary arz azb bqi ckb dv fa glk
      hbo he iw jbe ji jpr jrb khw lrc mid mzn nqo oar ota pal pnb prs ps rhg sam sd sdh skr smp syc syr tmr trw ug ur yi')"/>
  <xsl:variable name="f:right-to-left-scripts" as="xs:string+" select="tokenize('adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar
      lydi mand mani mend merc mero narb nbat nkoo orkh ougr palm phli phlp phnx prti rohg samr sarb sogd sogo syrc syre syrj syrn thaa yezi')"/>

  <!-- `rtl` or `ltr`: as two thirds of the letters of a text run, or else as what it stands in. -->
  <xsl:function name="f:running" visibility="public" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="around" as="xs:string"/>
    <xsl:variable name="rtl" select="f:share-of-rtl($text)"/>
    <xsl:sequence select="if ($rtl gt 2 div 3) then 'rtl' else if ($rtl lt 1 div 3) then 'ltr' else $around"/>
  </xsl:function>

  <!-- The direction of a whole text: as its letters run, or else as the tag of its language says: `he`, `az-Arab`. -->
  <xsl:function name="f:direction" visibility="public" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="tag" as="xs:string?"/>
    <xsl:sequence select="f:running($text, f:direction-of-tag(string($tag)))"/>
  </xsl:function>

  <!-- Which part of the letters run from right to left; nothing where there are no letters. -->
  <xsl:function name="f:share-of-rtl" as="xs:double?">
    <xsl:param name="text" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="not(matches($text, '\p{L}'))"/>
      <xsl:when test="not(f:has-right-to-left($text))"><xsl:sequence select="0e0"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="letters" select="replace($text, '\P{L}', '')"/>
        <xsl:sequence select="string-length(replace($letters, '[^' || $f:right-to-left || ']', '')) div xs:double(string-length($letters))"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:direction-of-tag" visibility="public" as="xs:string">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:variable name="parts" select="tokenize(lower-case($tag), '-')"/>
    <xsl:variable name="script" select="$parts[position() gt 1][string-length() eq 4][1]"/>
    <xsl:sequence select="if ($script) then ('rtl'[$script = $f:right-to-left-scripts], 'ltr')[1]
      else ('rtl'[$parts[1] = $f:right-to-left-languages], 'ltr')[1]"/>
  </xsl:function>

  <xsl:function name="f:has-right-to-left" visibility="public" as="xs:boolean">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="matches($text, '[' || $f:right-to-left || ']')"/>
  </xsl:function>
</xsl:stylesheet>
