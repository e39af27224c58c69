<?xml version="1.0" encoding="UTF-8"?>
<!-- The site: from the edition, its witnesses and registers to complete pages, as a map of file name to text. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

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
  <xsl:include href="modules/dates.xsl"/>
  <xsl:include href="modules/sort.xsl"/>
  <xsl:include href="modules/spoken.xsl"/>
  <xsl:include href="modules/direction.xsl"/>
  <xsl:include href="modules/directed.xsl"/>
  <xsl:include href="modules/languages.xsl"/>
  <xsl:include href="modules/page.xsl"/>
  <xsl:include href="modules/navigation.xsl"/>
  <xsl:include href="modules/metadata.xsl"/>
  <xsl:include href="modules/cite.xsl"/>
  <xsl:include href="modules/text.xsl"/>
  <xsl:include href="modules/here.xsl"/>
  <xsl:include href="modules/prose.xsl"/>
  <xsl:include href="modules/translations.xsl"/>
  <xsl:include href="modules/layers.xsl"/>
  <xsl:include href="modules/verse.xsl"/>
  <xsl:include href="modules/apparatus.xsl"/>
  <xsl:include href="modules/legend.xsl"/>
  <xsl:include href="modules/told-places.xsl"/>
  <xsl:include href="modules/apparatus-page.xsl"/>
  <xsl:include href="modules/witness.xsl"/>
  <xsl:include href="modules/own-apparatus.xsl"/>
  <xsl:include href="modules/leaves.xsl"/>
  <xsl:include href="modules/synopsis.xsl"/>
  <xsl:include href="modules/departures.xsl"/>
  <xsl:include href="modules/main-texts.xsl"/>
  <xsl:include href="modules/compare.xsl"/>
  <xsl:include href="modules/difference.xsl"/>
  <xsl:include href="modules/changes.xsl"/>
  <xsl:include href="modules/measures.xsl"/>
  <xsl:include href="modules/ribbon.xsl"/>
  <xsl:include href="modules/variants.xsl"/>
  <xsl:include href="modules/witness-relations.xsl"/>
  <xsl:include href="modules/variant-filters.xsl"/>
  <xsl:include href="modules/register.xsl"/>
  <xsl:include href="modules/relations.xsl"/>
  <xsl:include href="modules/cited-works.xsl"/>
  <xsl:include href="modules/bibliography.xsl"/>
  <xsl:include href="modules/disagreements.xsl"/>
  <xsl:include href="modules/figures.xsl"/>
  <xsl:include href="modules/about.xsl"/>
  <xsl:include href="modules/first-page.xsl"/>
  <xsl:include href="modules/search.xsl"/>

  <!-- The siglum of the base text. -->
  <xsl:param name="base" as="xs:string"><!-- required --></xsl:param>
  <!-- All witness files in one document. -->
  <xsl:param name="witnesses" as="document-node()"/>
  <!-- All translations in one document. -->
  <xsl:param name="translations" as="document-node()?" select="()"/>
  <!-- All registers in one document. -->
  <xsl:param name="registers" as="document-node()"/>
  <!-- Drawings: maps, years, network, and pairs of persons; the relations of the witnesses. -->
  <xsl:param name="figures" as="document-node()"/>
  <!-- The pages of the witnesses: page elements with number, n, image, link, label, width, height, in a witness element each. -->
  <xsl:param name="pages" as="document-node()"/>
  <!-- The pages of readings: app elements with an id, in each a wit element for a siglum, with the number of the page. -->
  <xsl:param name="folios" as="document-node()"/>
  <!-- The apparatus that the files of witnesses have: witness, entry, reading. -->
  <xsl:param name="own" as="document-node()?"/>
  <!-- What edition.toml says of the edition and of the site: attributes of settings. -->
  <xsl:param name="settings" as="document-node()"/>
  <!-- The labels and sentences of the pages: m elements with a key. -->
  <xsl:param name="messages" as="document-node()"/>
  <!-- What can be downloaded: file elements with group, name, path, size, sha256. -->
  <xsl:param name="downloads" as="document-node()"/>

  <!-- The pages to make, by their file names; all of them if there is none. Only what these need is computed. -->
  <xsl:param name="wanted" as="xs:string" select="''"/>

  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="m:app m:paragraph"/>
  <xsl:variable name="edition" as="document-node()"><xsl:document><xsl:apply-templates select="f:with-references(/*)/*" mode="m:number"/></xsl:document></xsl:variable>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:sequence select="map:merge((
      if (f:is-wanted('index.html')) then map{'index.html': f:page('index.html', $f:title, f:index-content())} else (),
      if (f:is-wanted('read.html')) then map{'read.html': f:page('read.html', f:say('nav.read'), f:read-content(), map{'aside': f:contents($edition//body)})} else (),
      if (f:is-wanted('apparatus.html')) then f:apparatus-page() else (),
      f:witness-pages(),
      f:prose-pages(),
      f:translation-pages(),
      if (exists($f:pair[2]) and f:is-wanted('compare.html')) then map{'compare.html': f:page('compare.html', f:say('nav.compare'), (f:row-contents(), f:compare-content()), map{'layout': 'single broad'})} else (),
      if (exists($f:pair[2]) and f:is-wanted('variants.html')) then map{'variants.html': f:page('variants.html', f:say('nav.variants'), f:variants-content(), map{'layout': 'single broad'}), 'variants.csv': f:variants-table()} else (),
      if ($f:has-relations and f:is-wanted('relations.html')) then map{'relations.html': f:page('relations.html', f:say('relations.title'), f:relations-content(), map{'layout': 'single broad'})} else (),
      f:change-pages(),
      if (exists($f:disagreements) and f:is-wanted('disagreements.html')) then map{'disagreements.html': f:page('disagreements.html', f:say('nav.disagreements'), f:disagreements-content())} else (),
      $f:kinds[f:is-wanted(?file || '.html')] ! f:register-page(.),
      if (exists($f:cited-works) and f:is-wanted('bibliography.html')) then map{'bibliography.html': f:page('bibliography.html', f:say('cited.title'), f:bibliography-content())} else (),
      if ($f:has-network and f:is-wanted('network.html')) then map{'network.html': f:page('network.html', f:say('nav.network'), f:network-content(), map{'layout': 'single wide-page'})} else (),
      if (f:is-wanted('search.html')) then map{'search.html': f:page('search.html', f:say('nav.search'), f:search-content(), map{'scripts': ('search-data.js', 'search.js')})} else (),
      if (f:is-wanted('downloads.html')) then map{'downloads.html': f:page('downloads.html', f:say('nav.downloads'), f:downloads-content())} else (),
      if (f:is-wanted('404.html')) then map{'404.html': f:page('404.html', f:say('missing.title'), f:missing-content())} else (),
      if (f:is-wanted('about.html')) then map{'about.html': f:page('about.html', f:say('about.title'), f:about-content())} else (),
      f:own-pages()), map{'duplicates': 'use-last'})"/>
  </xsl:template>

  <xsl:variable name="f:wanted" as="xs:string*" select="tokenize($wanted)"/>
  <xsl:function name="f:is-wanted" as="xs:boolean">
    <xsl:param name="file" as="xs:string"/>
    <xsl:sequence select="empty($f:wanted) or $file = $f:wanted"/>
  </xsl:function>

  <!-- Pages of an editor's own module: by the name of the file (docs/extending.md). -->
  <xsl:function name="f:own-pages" as="map(xs:string, xs:string)" visibility="public">
    <xsl:sequence select="map{}"/>
  </xsl:function>

  <xsl:function name="f:read-content" as="node()*">
    <p class="lead">{f:say('read.lead', $base)}</p>
    <xsl:sequence select="f:legend()"/>
    <article class="text" lang="{$edition//text/@xml:lang}"><xsl:apply-templates select="$edition//body" mode="m:text"/></article>
  </xsl:function>

  <xsl:function name="f:contents" as="element(h:nav)?">
    <xsl:param name="body" as="element()"/>
    <xsl:if test="$body//div[not(ancestor::rdg)]">
      <nav class="contents" aria-label="{f:say('contents')}">
        <details>
          <summary>{f:say('contents')}</summary>
          <xsl:sequence select="f:contents-list($body/div)"/>
        </details>
      </nav>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:contents-list" as="element(h:ol)?">
    <xsl:param name="divs" as="element(div)*"/>
    <xsl:if test="$divs">
      <ol>
        <xsl:for-each select="$divs">
          <li><a href="#{@xml:id}"><xsl:if test="f:reading(head[1])"><xsl:sequence select="f:language('text')"/></xsl:if>{f:section-name(.)}</a><xsl:sequence select="f:contents-list(div)"/></li>
        </xsl:for-each>
      </ol>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:witness-pages" as="map(xs:string, xs:string)*">
    <xsl:for-each select="$edition//listWit/witness[f:is-wanted(f:witness-file(.))]">
      <xsl:variable name="file" select="f:witness-file(.)"/>
      <xsl:variable name="siglum" select="string(@n)"/>
      <xsl:variable name="tei" select="$witnesses/*/TEI[f:siglum(teiHeader) = $siglum]" as="element(TEI)"/>
      <xsl:variable name="leaves" select="f:pages-by-break($tei/text/body, $siglum)"/>
      <xsl:variable name="has-images" select="exists(f:pages($siglum)/@image)"/>
      <xsl:variable name="content" as="node()*">
        <p class="lead"><xsl:sequence select="f:prose('witness.lead' || '.extracted'[$tei//sourceDesc/bibl/note[@type = 'encoding'] = 'extraction'], (title, 'tei/' || idno[@type = 'file']))"/></p>
        <p><xsl:sequence select="f:origin($tei)"/><xsl:for-each select="note[not(@type = 'hands')]"><span class="remark">{f:header-words(.)}</span></xsl:for-each></p>
        <article class="{string-join(('witness', 'leaves'[$has-images]), ' ')}" lang="{$tei/text/@xml:lang}">
          <xsl:sequence select="f:loose-leaves($leaves, $siglum)"/>
          <xsl:apply-templates select="$tei/text/body" mode="m:witness">
            <xsl:with-param name="leaves" select="$leaves" tunnel="yes"/>
            <xsl:with-param name="departures" select="f:departures(.)" tunnel="yes"/>
          </xsl:apply-templates>
          <xsl:sequence select="f:apparatus-to(.)"/>
        </article>
        <xsl:sequence select="f:own-apparatus($siglum)"/>
        <xsl:if test="$has-images"><xsl:sequence select="f:viewer()"/></xsl:if>
      </xsl:variable>
      <xsl:variable name="besides" select="map{'aside': f:contents($tei/text/body), 'scripts': 'leaves.js'[$has-images], 'layout': ('columns broad', 'single broad')[if (exists(f:contents($tei/text/body))) then 1 else 2][$has-images]}"/>
      <xsl:sequence select="map{$file: f:page($file, f:say('witness') || ' ' || $siglum, $content, $besides)}"/>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
