<?xml version="1.0" encoding="UTF-8"?>
<!-- Drawings on pages: maps above the places, the years above the events, the network of persons. Each says in words, too,
     what it shows. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:variable name="f:has-network" as="xs:boolean" select="exists($figures/figures/network)" xpath-default-namespace=""/>

  <xsl:function name="f:maps" as="element(h:figure)*">
    <xsl:for-each select="$figures/*/*:map">
      <xsl:sequence select="f:drawing(*, f:say('map', position()), f:say('map.says'))"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:years" as="element(h:figure)?">
    <xsl:param name="events" as="element(event)*"/>
    <xsl:for-each select="$figures/*/*:years[exists($events)]">
      <xsl:sequence select="f:drawing(f:known-years(*, distinct-values($events ! f:year(.))), f:say('years'), f:say('years.says'))"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The strip without the years of events that no witness tells of. -->
  <xsl:function name="f:known-years" as="element()">
    <xsl:param name="strip" as="element()"/>
    <xsl:param name="years" as="xs:string*"/>
    <xsl:element name="svg" namespace="http://www.w3.org/2000/svg">
      <xsl:sequence select="$strip/@*"/>
      <xsl:apply-templates select="$strip/*[not(@href) or substring(@href, 3) = $years]" mode="m:strip"/>
    </xsl:element>
  </xsl:function>

  <!-- The strip has years as numbers; those before Christ are written as the language does. -->
  <xsl:mode name="m:strip" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:template match="(*:text | *:title)/text()[matches(., '^-\d')]" mode="m:strip" as="text()">
    <xsl:value-of select="replace(., '^-\d+', f:year-words(xs:integer(replace(., '^(-\d+).*$', '$1'))))"/>
  </xsl:template>

  <!-- The year in which an event began, also where its limits lie in one year; empty when nobody knows. -->
  <xsl:function name="f:year" as="xs:string">
    <xsl:param name="event" as="element(event)"/>
    <xsl:variable name="limits" select="$event[@notAfter]/(@notBefore, @notAfter) ! f:date-parts(.)[1]"/>
    <xsl:variable name="year" select="($event/(@when, @from)[1] ! f:date-parts(.)[1], $limits[count($limits) eq 2 and $limits[1] eq $limits[2]])[1]"/>
    <xsl:sequence select="string($year)"/>
  </xsl:function>

  <!-- A drawing that can be scrolled where the screen is narrow. -->
  <xsl:function name="f:drawing" as="element(h:figure)">
    <xsl:param name="drawing" as="element()"/>
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="says" as="xs:string"/>
    <figure class="drawing">
      <div class="scroll" role="region" tabindex="0" aria-label="{$label}"><xsl:sequence select="$drawing"/></div>
      <figcaption>{$says}</figcaption>
    </figure>
  </xsl:function>

  <xsl:function name="f:network-content" as="node()*">
    <p class="lead">{f:say('network.lead')}</p>
    <xsl:sequence select="f:drawing($figures/*/*:network/*, f:say('nav.network'), f:say('network.says'))"/>
    <h2>{f:say('network.pairs')}</h2>
    <div class="scroll" role="region" tabindex="0" aria-label="{f:say('network.pairs')}">
      <table class="pairs">
        <thead><tr><th scope="col">{f:say('network.person')}</th><th scope="col">{f:say('network.beside')}</th><th scope="col">{f:say('network.blocks')}</th></tr></thead>
        <tbody>
          <xsl:for-each select="$figures/*/*:pair">
            <tr><td><a href="persons.html#{@one}">{f:entry-name(@one)}</a></td><td><a href="persons.html#{@other}">{f:entry-name(@other)}</a></td><td class="size">{@count}</td></tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:function>
</xsl:stylesheet>
