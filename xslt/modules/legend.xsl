<?xml version="1.0" encoding="UTF-8"?>
<!-- What the signs and colours of the text mean: those that it has. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:function name="f:legend" as="element(h:details)?">
    <xsl:variable name="body" select="$edition//body"/>
    <xsl:variable name="apps" select="$body//app[not(f:is-hidden(.))]"/>
    <xsl:variable name="named" select="distinct-values($body//*[@ref][not(ancestor::rdg)]/local-name())"/>
    <xsl:if test="exists($apps)">
      <details class="legend">
        <summary>{f:say('legend')}</summary>
        <ul>
          <xsl:if test="$apps[@type = 'substantive']"><li><span class="sign entry">{f:say('legend.words')}</span> {f:say('legend.entry')}</li></xsl:if>
          <xsl:if test="$apps[@type = 'accidental']"><li><span class="sign accidental">{f:say('legend.words')}</span> {f:say('legend.accidental')}</li></xsl:if>
          <xsl:if test="$apps[lem/@type = 'om'][not(rdg/@type = 'block')]"><li><span class="sign">⁺</span> {f:say('legend.more')}</li></xsl:if>
          <xsl:if test="$apps[lem/app]"><li><span class="sign">⁎</span> {f:say('legend.passage')}</li></xsl:if>
          <xsl:for-each select="$f:kinds[?form = $named]">
            <li><span class="sign {?form}">{f:say('legend.words')}</span> {f:say('nav.' || ?file)}</li>
          </xsl:for-each>
          <li><span class="sign">¶</span> {f:say('js.cite')}</li>
        </ul>
      </details>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
