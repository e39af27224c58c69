<?xml version="1.0" encoding="UTF-8"?>
<!-- The pages that speak of the edition: start, about, downloads. All facts come from the header. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:function name="f:index-content" as="node()*">
    <xsl:variable name="apps" select="$edition//body//app[not(ancestor::rdg)]"/>
    <p class="lead">{f:plural(count($edition//listWit/witness), 'witness') => replace('witnesss', 'witnesses')} of one text, each whole, letter for letter, and compared word by word.</p>
    <p>Begin with the <a href="read.html">text</a>: it follows {f:base()/title}. Where another witness differs, the words are underlined; a click leads to the entry of the <a href="apparatus.html">apparatus</a>. An entry gives the words of the text up to the bracket, then what the others have: «om.» they lack the words, «add.» they have more.</p>
    <dl class="figures">
      <div><dt>places of variation</dt><dd>{f:number(count($apps))}</dd></div>
      <div><dt>of substance</dt><dd>{f:number(count($apps[@type = 'substantive']))}</dd></div>
      <div><dt>passages at another place</dt><dd>{f:number(count($edition//linkGrp[@type = 'transposition']/link))}</dd></div>
      <div><dt>persons named</dt><dd>{f:number(count($registers//person[f:mentions(@xml:id)]))}</dd></div>
    </dl>
    <h2>The witnesses</h2>
    <xsl:sequence select="f:witness-list()"/>
  </xsl:function>

  <xsl:function name="f:base" as="element(witness)">
    <xsl:sequence select="$edition//listWit/witness[@n = $base]"/>
  </xsl:function>

  <xsl:function name="f:witness-list" as="element(h:dl)">
    <dl class="witnesses">
      <xsl:for-each select="$edition//listWit/witness">
        <div>
          <dt><a href="{f:witness-file(.)}">{@n}</a></dt>
          <dd>{title}<xsl:if test="@n eq $base"> (base of the text)</xsl:if><xsl:for-each select="note"><span class="remark">{.}</span></xsl:for-each></dd>
        </div>
      </xsl:for-each>
    </dl>
  </xsl:function>

  <xsl:function name="f:about-content" as="node()*">
    <h2>Witnesses</h2>
    <xsl:sequence select="f:witness-list()"/>
    <h2>Principles of the edition</h2>
    <xsl:sequence select="f:principles($edition)"/>
    <h2>Principles of the witness files</h2>
    <xsl:sequence select="f:principles($witnesses/*/TEI[1])"/>
    <h2>Rights</h2>
    <p><xsl:sequence select="f:rights()"/></p>
    <h2>Sources</h2>
    <table>
      <thead><tr><th>Siglum</th><th>File</th><th>SHA-256 of the file as received</th></tr></thead>
      <tbody>
        <xsl:for-each select="$witnesses/*/TEI//sourceDesc/bibl">
          <tr><td>{idno[@type = 'siglum']}</td><td>{idno[@type = 'file']}</td><td class="hash">{idno[@type = 'sha256']}</td></tr>
        </xsl:for-each>
      </tbody>
    </table>
    <p>Made with variorum {$edition//application/@version}.</p>
  </xsl:function>

  <xsl:function name="f:principles" as="element(h:dl)">
    <xsl:param name="tei" as="node()"/>
    <dl class="principles">
      <xsl:for-each select="$tei//editorialDecl/*">
        <div><dt>{upper-case(substring(local-name(), 1, 1)) || substring(local-name(), 2)}</dt><dd>{p}</dd></div>
      </xsl:for-each>
    </dl>
  </xsl:function>

  <xsl:function name="f:downloads-content" as="node()*">
    <p class="lead">Everything the edition is made of. The rights of each witness are stated on <a href="about.html">the page about the edition</a>.</p>
    <xsl:for-each-group select="$downloads/downloads/file" group-by="@group" xpath-default-namespace="">
      <h2>{current-grouping-key()}</h2>
      <div class="wide">
        <table class="downloads">
          <thead><tr><th>File</th><th>Size</th><th>SHA-256</th></tr></thead>
          <tbody>
            <xsl:for-each select="current-group()">
              <tr><td><a href="{@path}">{@name}</a><xsl:if test="@title"><br/>{@title}</xsl:if></td><td class="size">{f:number(xs:integer(@size))} bytes</td><td class="hash">{@sha256}</td></tr>
            </xsl:for-each>
          </tbody>
        </table>
      </div>
    </xsl:for-each-group>
  </xsl:function>
</xsl:stylesheet>
