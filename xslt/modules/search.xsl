<?xml version="1.0" encoding="UTF-8"?>
<!-- The search page: a form for the script of the page, and, in its place where no script runs, other ways to search. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <!-- Kinds of names, as search.js and the address have them. -->
  <xsl:variable name="f:name-kinds" as="xs:string+" select="$f:kinds?file, 'dates'"/>

  <xsl:function name="f:search-content" as="node()*">
    <search class="search" hidden="">
      <form id="search" autocomplete="off">
        <xsl:sequence select="f:search-messages()"/>
        <label for="search-words">{f:say('search.label')}</label>
        <p class="field">
          <input type="search" id="search-words" name="q" dir="auto" autocapitalize="none" spellcheck="false" enterkeyhint="search" aria-describedby="search-help"/>
          <button type="submit">{f:say('search.submit')}</button>
        </p>
        <p id="search-help">{f:say('search.help')}</p>
        <xsl:sequence select="f:search-filters()"/>
      </form>
    </search>
    <p role="status" id="search-status"/>
    <div id="search-results"/>
    <div id="search-plain"><xsl:sequence select="f:search-plain()"/></div>
  </xsl:function>

  <!-- What the script says, as attributes: data-hits.one is the message search.js.hits.one. -->
  <xsl:function name="f:search-messages" as="attribute()*">
    <xsl:for-each select="$messages/messages/m[starts-with(@key, 'search.js.')]" xpath-default-namespace="">
      <xsl:attribute name="data-{substring-after(@key, 'search.js.')}" select="normalize-space()"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:search-filters" as="element(h:div)">
    <div class="filters">
      <fieldset>
        <legend>{f:say('search.witnesses')}</legend>
        <xsl:for-each select="$edition//listWit/witness">
          <label><input type="checkbox" name="w" value="{@n}" checked=""/><xsl:text> </xsl:text>{@n}<span class="vh">{f:labelled('')} {title}</span></label>
        </xsl:for-each>
      </fieldset>
      <p>
        <label for="search-in">{f:say('search.in')}</label>
        <xsl:text> </xsl:text>
        <select id="search-in" name="in">
          <option value="">{f:say('search.in.all')}</option>
          <xsl:for-each select="'text', 'notes'"><option value="{.}">{f:say('search.in.' || .)}</option></xsl:for-each>
          <optgroup label="{f:say('search.in.names')}">
            <xsl:for-each select="$f:name-kinds"><option value="{.}">{f:say('search.in.' || .)}</option></xsl:for-each>
          </optgroup>
        </select>
      </p>
    </div>
  </xsl:function>

  <!-- Where no script runs: the pages on which a reader finds words without one. -->
  <xsl:function name="f:search-plain" as="element()*">
    <p>{f:say('search.plain')}</p>
    <ul>
      <xsl:if test="exists($f:registers)"><li>{f:say('search.plain.names')} <xsl:sequence select="f:links($f:name-kinds[. = $f:registers] ! map{'file': . || '.html', 'name': f:say('nav.' || .)})"/></li></xsl:if>
      <li>{f:say('search.plain.witnesses')} <xsl:sequence select="f:links($edition//listWit/witness ! map{'file': f:witness-file(.), 'name': string(@n)})"/></li>
      <li>{f:say('search.plain.files')} <xsl:sequence select="f:links(map{'file': 'downloads.html', 'name': f:say('nav.downloads')})"/></li>
    </ul>
  </xsl:function>

  <xsl:function name="f:links" as="node()*">
    <xsl:param name="links" as="map(xs:string, xs:string)*"/>
    <xsl:for-each select="$links"><xsl:if test="position() gt 1">, </xsl:if><a href="{?file}">{?name}</a></xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
