<?xml version="1.0" encoding="UTF-8"?>
<!-- The relations of the witnesses: agreements, a tree with the entries that speak for its branches, the editor's stemma.
     All numbers and drawings come from the model (relate, publish/site/relation_figures.py). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:variable name="f:relations" as="element(relations)?" select="$figures/figures/relations" xpath-default-namespace=""/>
  <xsl:variable name="f:has-relations" as="xs:boolean" select="exists($f:relations)"/>
  <!-- Entries of a branch that stand in full; of the others their numbers. -->
  <xsl:variable name="f:entries-in-full" as="xs:integer" select="30"/>

  <!-- A link to the page, where there is one. -->
  <xsl:function name="f:to-relations" as="node()*">
    <xsl:if test="$f:has-relations"><xsl:text> </xsl:text><a href="relations.html">{f:say('relations.title')}</a></xsl:if>
  </xsl:function>

  <xsl:function name="f:relations-content" as="node()*" xpath-default-namespace="">
    <xsl:for-each select="$f:relations/computed">
      <p class="lead">{f:say('relations.lead')}</p>
      <p>{f:count-of(xs:integer(@places), 'relations.places')}{(' ' || f:count-of(xs:integer(@decided), 'relations.decided'))[current()/@decided ne '0']}{(' ' || f:count-of(xs:integer(@told), 'relations.told'))[current()/@told ne '0']} {f:say('relations.readings')}</p>
      <xsl:sequence select="f:agreements-part(.), f:tree-part(.)"/>
    </xsl:for-each>
    <xsl:sequence select="$f:relations/stemma ! f:stemma-part(.)"/>
  </xsl:function>

  <!-- Agreements -->

  <xsl:function name="f:agreements-part" as="node()*" xpath-default-namespace="">
    <xsl:param name="computed" as="element(computed)"/>
    <h2 id="agreements">{f:say('relations.agreements')}</h2>
    <xsl:for-each select="$computed/agreements">
      <xsl:sequence select="f:drawing(*, f:say('relations.agreements'), f:say('relations.agreements.says', ($computed/@low, $computed/@high)))"/>
    </xsl:for-each>
    <details class="numbers-of">
      <xsl:if test="count($computed/pair) le 15"><xsl:attribute name="open" select="''"/></xsl:if>
      <summary>{f:say('relations.table')}</summary>
      <xsl:sequence select="f:table-region('relations.table', f:pairs-table($computed))"/>
    </details>
  </xsl:function>

  <xsl:function name="f:pairs-table" as="element(h:table)" xpath-default-namespace="">
    <xsl:param name="computed" as="element(computed)"/>
    <table class="numbers">
      <thead><tr><xsl:for-each select="'pair', 'share', 'agreed', 'omission', 'compared'"><th scope="col">{f:say('relations.' || .)}</th></xsl:for-each></tr></thead>
      <tbody>
        <xsl:for-each select="$computed/pair">
          <tr>
            <th scope="row" class="siglum"><a href="compare.html?a={encode-for-uri(@a)}&amp;b={encode-for-uri(@b)}">{@a} – {@b}</a></th>
            <td>{if (@share eq '') then '–' else @share || ' %'}</td>
            <xsl:for-each select="@agreed, @omission, @compared"><td>{f:number(xs:integer(.))}</td></xsl:for-each>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:function>

  <!-- The tree -->

  <xsl:function name="f:tree-part" as="node()*" xpath-default-namespace="">
    <xsl:param name="computed" as="element(computed)"/>
    <h2 id="tree">{f:say('relations.tree')}</h2>
    <xsl:choose>
      <xsl:when test="$computed/tree">
        <p>{f:say('relations.tree.how')} {f:say('relations.tree.support', f:number($computed/@replicates))}</p>
        <xsl:sequence select="f:tree-remarks($computed)"/>
        <xsl:sequence select="f:drawing($computed/tree/*, f:say('relations.tree'), f:say('relations.tree.says'))"/>
        <xsl:where-populated><h3 id="branches">{f:say('relations.branches')[$computed/branch]}</h3></xsl:where-populated>
        <div class="branches"><xsl:sequence select="$computed/branch ! f:branch(.)"/></div>
      </xsl:when>
      <xsl:otherwise><p>{f:say('relations.' || $computed/@why-not, $computed/@least)}</p></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What the tree cannot say. -->
  <xsl:function name="f:tree-remarks" as="element(h:p)*" xpath-default-namespace="">
    <xsl:param name="computed" as="element(computed)"/>
    <xsl:if test="$computed/left-out"><p>{f:say('relations.left-out', (f:sigla-of($computed/left-out), $computed/@least))}</p></xsl:if>
    <xsl:if test="$computed/@witnesses - count($computed/left-out) eq 4"><p>{f:say('relations.four')}</p></xsl:if>
    <xsl:if test="not($computed/branch)"><p>{f:say('relations.no-branch')}</p></xsl:if>
  </xsl:function>

  <xsl:function name="f:sigla-of" as="xs:string" xpath-default-namespace="">
    <xsl:param name="named" as="element()*"/>
    <xsl:sequence select="string-join($named/@name, $f:comma)"/>
  </xsl:function>

  <xsl:function name="f:branch" as="element(h:details)" xpath-default-namespace="">
    <xsl:param name="branch" as="element(branch)"/>
    <xsl:variable name="sides" as="xs:string+">
      <xsl:for-each select="$branch/(side | others)"><xsl:sort select="count(witness)"/><xsl:sequence select="f:sigla-of(witness)"/></xsl:for-each>
    </xsl:variable>
    <details class="entry branch" id="branch-{$branch/@n}">
      <summary>
        <span class="name sides">{f:say('relations.against', ($sides[1], $sides[2]))}</span>
        <span class="count">{f:say('relations.support', $branch/@support)}</span>
      </summary>
      <xsl:for-each select="$branch/(entries | partly)">
        <xsl:variable name="key" select="'relations.' || local-name()"/>
        <p>{f:count-of(xs:integer(@count), $key)}</p>
        <xsl:sequence select="f:speaking(entry/@id)"/>
      </xsl:for-each>
      <p>{(f:count-of(xs:integer($branch/@lone), 'relations.lone') || ' ')[$branch/@lone ne '0']}{f:count-of(xs:integer($branch/@against), 'relations.crossing')}</p>
    </details>
  </xsl:function>

  <!-- Entries with links to the apparatus: the first in full, the others by their numbers. -->
  <xsl:function name="f:speaking" as="node()*" xpath-default-namespace="http://www.tei-c.org/ns/1.0">
    <xsl:param name="ids" as="attribute(id)*"/>
    <xsl:variable name="apps" select="$ids ! key('f:id', ., $edition)[self::app][not(f:is-hidden(.) or f:is-mark-at-edge(.))]"/>
    <xsl:where-populated>
      <ol class="speaking">
        <xsl:for-each select="$apps[position() le $f:entries-in-full]">
          <li value="{@n}">
            <a href="apparatus.html#n-{@xml:id}"><xsl:apply-templates select="lem" mode="m:entry"/></a><xsl:text>] </xsl:text>
            <xsl:sequence select="f:of-lemma(.)"/>
            <xsl:for-each select="rdgGrp/rdg | rdg[not(@type = 'lac')]">
              <xsl:if test="position() gt 1">; </xsl:if>
              <xsl:apply-templates select="." mode="m:reading"/>
            </xsl:for-each>
          </li>
        </xsl:for-each>
      </ol>
    </xsl:where-populated>
    <xsl:where-populated>
      <p class="further"><xsl:for-each select="$apps[position() gt $f:entries-in-full]"><xsl:if test="position() gt 1"><xsl:text> </xsl:text></xsl:if><a href="apparatus.html#n-{@xml:id}">{@n}</a></xsl:for-each></p>
    </xsl:where-populated>
  </xsl:function>

  <!-- The stemma -->

  <xsl:function name="f:stemma-part" as="node()*" xpath-default-namespace="">
    <xsl:param name="stemma" as="element(stemma)"/>
    <h2 id="stemma">{f:say('relations.stemma')}</h2>
    <xsl:sequence select="f:drawing($stemma/drawing/*, f:say('relations.stemma'), f:say('relations.stemma.says'))"/>
    <details class="numbers-of">
      <summary>{f:say('relations.stemma.words')}</summary>
      <ul class="descents"><xsl:sequence select="$stemma/node ! f:descent(.)"/></ul>
    </details>
  </xsl:function>

  <!-- A node, what it is where it is no witness, and from which others it comes. -->
  <xsl:function name="f:descent" as="element(h:li)" xpath-default-namespace="">
    <xsl:param name="node" as="element(node)"/>
    <xsl:variable name="sources" select="f:say('relations.stemma.first')[not($node/from)], f:say('relations.stemma.from', f:node-names($node/from))[$node/from], f:say('relations.stemma.also', f:node-names($node/also))[$node/also]"/>
    <li>
      <xsl:choose>
        <xsl:when test="$node/@href ne ''"><a class="sigla" href="{$node/@href}">{$node/@name}</a></xsl:when>
        <xsl:otherwise><i>{f:node-names($node)}</i>{$node/@survival[. ne ''] ! (' (' || f:say('relations.stemma.' || .) || ')')}</xsl:otherwise>
      </xsl:choose>
      <xsl:text>: {string-join($sources, $f:semicolon)}</xsl:text>
    </li>
  </xsl:function>

  <xsl:function name="f:node-names" as="xs:string" xpath-default-namespace="">
    <xsl:param name="nodes" as="element()*"/>
    <xsl:sequence select="string-join($nodes ! (@name[. ne ''], f:say('relations.stemma.unnamed'))[1], $f:comma)"/>
  </xsl:function>
</xsl:stylesheet>
