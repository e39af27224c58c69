<?xml version="1.0" encoding="UTF-8"?>
<!-- The common pages of a corpus: its editions, one index of all registers, search, network. The frame of the pages is that
     of an edition, whose stylesheet is imported; the source is a TEI document with the header of the corpus. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:import href="html.xsl"/>

  <!-- The editions and the register entries that they name: edition, entry, tie. -->
  <xsl:param name="corpus" as="document-node()"/>

  <xsl:key name="f:edition" match="edition" use="@name"/>
  <xsl:key name="f:entry-of-corpus" match="entry" use="@id"/>
  <xsl:variable name="f:tei-file" as="xs:string" select="'exports/corpus.xml'"/>
  <!-- The kinds of registers that have entries in the corpus. -->
  <xsl:variable name="f:named" as="xs:string*" select="$f:kinds?file[. = $corpus/corpus/entry/@kind]"/>
  <xsl:variable name="f:is-correspondence" as="xs:boolean" select="exists($corpus/corpus/edition/(from | to))"/>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:sequence select="map:merge((
      map{'index.html': f:page('index.html', $f:title, f:editions-content(), map{'layout': 'single broad', 'scripts': 'sort-editions.js'})},
      $f:named ! map{. || '.html': f:page(. || '.html', f:say('nav.' || .), f:corpus-register(.))},
      map{'network.html': f:page('network.html', f:say('nav.network'), f:ties-content(), map{'layout': 'single wide-page'})}[$corpus/corpus/tie],
      map{'search.html': f:page('search.html', f:say('nav.search'), f:corpus-search(), map{'scripts': ('corpus-data.js', 'search-corpus.js')})}))"/>
  </xsl:template>

  <xsl:function name="f:groups" as="map(xs:string, item()*)*">
    <xsl:sequence select="map{'key': 'corpus.editions', 'pages': map{'file': 'index.html', 'key': 'corpus.editions'}},
        map{'key': 'nav.group.index', 'pages': ($f:named, 'network'[$corpus/corpus/tie]) ! map{'file': . || '.html', 'key': 'nav.' || .}},
        map{'key': 'nav.search', 'pages': map{'file': 'search.html', 'key': 'nav.search'}}"/>
  </xsl:function>

  <!-- The editions in the order of their dates; those without one behind the others. -->
  <xsl:function name="f:editions-content" as="node()*">
    <p class="lead">{f:count-of(count($corpus/corpus/edition), 'corpus.lead')}</p>
    <div class="scroll" role="region" tabindex="0" aria-label="{f:say('corpus.editions')}">
      <table class="editions">
        <thead><tr>
          <th scope="col" aria-sort="ascending">{f:say('corpus.date')}</th><th scope="col">{f:say('corpus.edition')}</th>
          <xsl:if test="$f:is-correspondence"><th scope="col">{f:say('corpus.from')}</th><th scope="col">{f:say('corpus.to')}</th></xsl:if>
          <th scope="col">{f:say('corpus.witnesses')}</th>
        </tr></thead>
        <tbody>
          <xsl:for-each select="$corpus/corpus/edition">
            <xsl:sort select="not(@date ne '')"/>
            <xsl:sort select="@date"/>
            <tr>
              <td>{@date}</td>
              <th scope="row"><a href="{@path}index.html" lang="{@lang}">{@title}</a></th>
              <xsl:if test="$f:is-correspondence"><td><xsl:sequence select="f:correspondents(from)"/></td><td><xsl:sequence select="f:correspondents(to)"/></td></xsl:if>
              <td>{@witnesses}</td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
    <p>{f:say('nav.downloads')}: <xsl:sequence select="f:links($corpus/corpus/table/@name ! map{'file': 'exports/' || ., 'name': string(.)})"/></p>
  </xsl:function>

  <xsl:function name="f:correspondents" as="node()*">
    <xsl:param name="named" as="element()*"/>
    <xsl:for-each select="$named">
      <xsl:if test="position() gt 1">{$f:semicolon}</xsl:if>
      <xsl:variable name="entry" select="key('f:entry-of-corpus', @ref, $corpus)" as="element()?"/>
      <xsl:choose>
        <xsl:when test="$entry"><a href="{$entry/@kind}.html#{@ref}">{.}</a></xsl:when>
        <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- The entries of a kind, each with the editions that name it and how often. -->
  <xsl:function name="f:corpus-register" as="node()*">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="entries" select="$corpus/corpus/entry[@kind = $kind]"/>
    <p class="lead">{f:count-of(count($entries), 'corpus.entries')}</p>
    <dl class="entries">
      <xsl:for-each select="$entries">
        <xsl:sort select="@sort" lang="{$messages/*/@lang}"/>
        <dt id="{@id}">{@name}</dt>
        <dd>
          <xsl:for-each select="in">
            <xsl:sort select="not(key('f:edition', @name)/@date ne '')"/>
            <xsl:sort select="key('f:edition', @name)/@date"/>
            <xsl:variable name="edition" select="key('f:edition', @name)"/>
            <xsl:if test="position() gt 1">{$f:semicolon}</xsl:if>
            <a href="{$edition/@path}{$kind}.html#{../@id}" lang="{$edition/@lang}">{$edition/@title}</a>
            <xsl:text> ({f:number(xs:integer(@count))})</xsl:text>
          </xsl:for-each>
        </dd>
      </xsl:for-each>
    </dl>
  </xsl:function>

  <xsl:function name="f:ties-content" as="node()*">
    <p class="lead">{f:say('corpus.network')}</p>
    <xsl:sequence select="$figures/*/*:network/* ! f:drawing(., f:say('nav.network'), f:say('network.says'))"/>
    <div class="scroll" role="region" tabindex="0" aria-label="{f:say('nav.network')}">
      <table class="pairs">
        <thead><tr><th scope="col" colspan="2">{f:say('network.pairs')}</th><th scope="col">{f:say('corpus.times')}</th><th scope="col">{f:say('corpus.editions')}</th></tr></thead>
        <tbody>
          <xsl:for-each select="$corpus/corpus/tie">
            <tr><xsl:for-each select="@a, @b"><td><xsl:sequence select="f:entry-link(.)"/></td></xsl:for-each><td>{f:number(xs:integer(@weight))}</td><td>{f:number(xs:integer(@editions))}</td></tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:function>

  <xsl:function name="f:entry-link" as="node()*">
    <xsl:param name="id" as="xs:string"/>
    <xsl:for-each select="key('f:entry-of-corpus', $id, $corpus)"><a href="{@kind}.html#{@id}">{@name}</a></xsl:for-each>
  </xsl:function>

  <xsl:function name="f:corpus-search" as="node()*">
    <search class="search" hidden="">
      <form id="search" autocomplete="off" data-passages="{f:say('corpus.passages')}" data-none="{f:say('search.js.none')}" data-searching="{f:say('corpus.searching')}">
        <label for="search-words">{f:say('search.label')}</label>
        <p class="field">
          <input type="search" id="search-words" name="q" dir="auto" autocapitalize="none" spellcheck="false" enterkeyhint="search" aria-describedby="search-help"/>
          <button type="submit">{f:say('search.submit')}</button>
        </p>
        <p id="search-help">{f:say('search.help')}</p>
      </form>
    </search>
    <p role="status" id="search-status"/>
    <div id="search-results"/>
    <div id="search-plain">
      <p>{f:say('corpus.plain')}</p>
      <ul><xsl:for-each select="$corpus/corpus/edition"><li><a href="{@path}search.html" lang="{@lang}">{@title}</a></li></xsl:for-each></ul>
    </div>
  </xsl:function>
</xsl:stylesheet>
