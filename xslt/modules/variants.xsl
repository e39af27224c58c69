<?xml version="1.0" encoding="UTF-8"?>
<!-- How the witnesses vary, at a glance: block by block, in order, in numbers. Every number is counted from the synopsis
     (modules/measures.xsl) or from the entries of the apparatus. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:s="urn:edition:synopsis" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:variable name="f:others" as="element(witness)*" select="$f:list except f:base()"/>

  <xsl:function name="f:variants-content" as="node()*">
    <p class="lead">{f:say('variants.lead', f:base()/@n)}<xsl:sequence select="f:to-relations()"/></p>
    <xsl:sequence select="f:variants-filters()"/>
    <h2 id="blocks">{f:say('variants.blocks')}</h2>
    <xsl:sequence select="f:heat-legend(), f:heat()"/>
    <h2 id="order">{f:say('variants.order')}</h2>
    <xsl:sequence select="f:orders()"/>
    <h2 id="numbers">{f:say('variants.numbers')}</h2>
    <xsl:sequence select="f:words-table(), f:agreement-table(), f:kinds-table()"/>
  </xsl:function>

  <!-- Block by block -->

  <xsl:function name="f:heat-legend" as="node()+">
    <p>{f:say('variants.blocks.how', f:base()/@n)}</p>
    <ul class="steps">
      <xsl:for-each select="0 to 4"><li><span class="step s{.}">{(0, $f:steps, 90)[current() + 1]}</span> {f:say('variants.step.' || ., $f:steps)}</li></xsl:for-each>
      <li><span class="step om">–</span> {f:say('variants.step.om')}</li>
      <xsl:if test="$f:list[f:is-fragment(.)]"><li><span class="step lac">·</span> {f:say('variants.step.lac')}</li></xsl:if>
    </ul>
    <p><a href="variants.csv">{f:say('variants.csv')}</a></p>
  </xsl:function>

  <xsl:function name="f:heat" as="element(h:div)">
    <div class="heat">
      <xsl:for-each-group select="$f:synopsis//s:row" group-adjacent="$f:sections(@id)">
        <xsl:sequence select="f:heat-table(current-group(), key('f:id', current-grouping-key(), $edition))"/>
      </xsl:for-each-group>
    </div>
  </xsl:function>

  <!-- The outermost section of the base that each row stands in; what the base lacks goes with what it has before. -->
  <xsl:variable name="f:sections" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:iterate select="$f:synopsis//s:row">
        <xsl:param name="before" as="xs:string" select="''"/>
        <xsl:variable name="section" select="if (f:is-of-base(.)) then string(key('f:id', @id, $edition)/ancestor::div[last()]/@xml:id) else $before"/>
        <xsl:map-entry key="string(@id)" select="$section"/>
        <xsl:next-iteration><xsl:with-param name="before" select="$section"/></xsl:next-iteration>
      </xsl:iterate>
    </xsl:map>
  </xsl:variable>

  <xsl:function name="f:heat-table" as="element(h:table)">
    <xsl:param name="rows" as="element(s:row)+"/>
    <xsl:param name="section" as="element(div)?"/>
    <xsl:variable name="of-base" select="$rows[f:is-of-base(.)]"/>
    <xsl:variable name="title" select="(f:reading($section/head[1])[.], f:say('variants.opening'))[1]"/>
    <table data-section="{($section/@xml:id, 'opening')[1]}">
      <caption>{$title}</caption>
      <thead>
        <tr>
          <th scope="col"><span class="vh">{f:say('variants.block')}</span></th>
          <xsl:for-each select="$f:others"><th scope="col" class="siglum">{@n}</th></xsl:for-each>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each-group select="$rows" group-adjacent="if (f:is-of-base(.)) then string(@id) else ''">
          <xsl:sequence select="if (current-grouping-key()) then f:heat-row(.) else f:heat-added(current-group())"/>
        </xsl:for-each-group>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{f:say('variants.section')}</th>
          <xsl:for-each select="$f:others"><td><xsl:sequence select="f:heat-step(f:tally-of($of-base, .))"/></td></xsl:for-each>
        </tr>
      </tfoot>
    </table>
  </xsl:function>

  <xsl:function name="f:heat-row" as="element(h:tr)">
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:variable name="classes" select="f:classes-in($row)"/>
    <tr class="{$row/@kind}">
      <th scope="row"><a href="read.html#{$row/@id}"><xsl:sequence select="f:language('text')"/><xsl:if test="$row/@n"><b>{$row/@n}</b><xsl:text> </xsl:text></xsl:if>{f:first-words(string-join(f:cell($row, f:base())/s:w), 5)}</a></th>
      <xsl:for-each select="$f:others">
        <td><xsl:for-each select="$classes('#' || @xml:id)"><xsl:attribute name="data-k" select="."/></xsl:for-each><a href="{f:comparison(., $row)}"><xsl:sequence select="f:heat-cell($row, .)"/></a></td>
      </xsl:for-each>
    </tr>
  </xsl:function>

  <xsl:function name="f:comparison" as="xs:string">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:sequence select="'compare.html?a=' || encode-for-uri(f:base()/@n) || '&amp;b=' || encode-for-uri($witness/@n) || '#' || $row/@id"/>
  </xsl:function>

  <xsl:function name="f:heat-cell" as="element(h:span)">
    <xsl:param name="row" as="element(s:row)"/>
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:choose>
      <xsl:when test="f:cell($row, $witness)/@state = 'om'"><span class="step om"><span aria-hidden="true">–</span><span class="vh">{f:say('compare.om', $witness/@n)}</span></span></xsl:when>
      <xsl:when test="f:cell($row, $witness)/@state = 'lac'"><span class="step lac"><span aria-hidden="true">·</span><span class="vh">{f:say('compare.lac', $witness/@n)}</span></span></xsl:when>
      <xsl:otherwise><xsl:sequence select="f:heat-step(f:tally-of($row, $witness))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:heat-step" as="element(h:span)">
    <xsl:param name="tally" as="map(xs:string, xs:integer)"/>
    <xsl:variable name="whole" select="f:compared($tally)"/>
    <xsl:choose>
      <xsl:when test="$whole or not($tally?out)"><span class="step s{f:step($tally)}">{f:percent(f:edited($tally), $whole)}<span class="vh"> %</span></span></xsl:when>
      <xsl:otherwise><span class="step lac"><span aria-hidden="true">·</span><span class="vh">{f:say('variants.step.lac')}</span></span></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Blocks that the base lacks, as many as follow each other. -->
  <xsl:function name="f:heat-added" as="element(h:tr)">
    <xsl:param name="rows" as="element(s:row)+"/>
    <tr class="beyond">
      <th scope="row">{f:say('variants.added')}</th>
      <xsl:for-each select="$f:others">
        <xsl:variable name="words" select="f:tally-of($rows, .)?added"/>
        <td><xsl:if test="$words"><xsl:attribute name="data-k" select="'block'"/><a href="{f:comparison(., $rows[1])}"><span class="step plus">+{$words}</span></a></xsl:if></td>
      </xsl:for-each>
    </tr>
  </xsl:function>

  <!-- In order -->

  <xsl:function name="f:orders" as="node()+">
    <p>{f:say('variants.order.how', f:base()/@n)}</p>
    <xsl:for-each select="$f:others">
      <xsl:variable name="moves" select="$f:synopsis//s:column[@wit = current()/@xml:id]//s:first"/>
      <figure class="order" data-n="{@n}">
        <figcaption>{f:say('variants.order.pair', (f:base()/@n, @n, f:count-of(count($moves), 'variants.moves')))}</figcaption>
        <xsl:sequence select="f:ribbon(.)"/>
        <xsl:where-populated><ul><xsl:sequence select="$moves ! f:move-said(.)"/></ul></xsl:where-populated>
      </figure>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:move-said" as="element(h:li)">
    <xsl:param name="first" as="element(s:first)"/>
    <xsl:variable name="witness" select="key('f:id', $first/../../@wit, $edition)" as="element(witness)"/>
    <xsl:variable name="place" select="f:moves-by-id($witness/@xml:id)($first/@move)?place"/>
    <xsl:variable name="pieces" select="f:pieces-moved(f:moves-by-id($witness/@xml:id)($first/@move))"/>
    <li>
      <a href="{f:comparison($witness, key('f:row', $first/../@row, $f:synopsis))}"><xsl:sequence select="f:language('text')"/>{f:say('quoted', f:first-words(string-join($pieces), 6))}</a>
      <xsl:text> {f:labelled('(' || f:count-of(f:counted($pieces), 'compare.words') || ')')} </xsl:text>
      <a href="{f:comparison($witness, key('f:row', $place/../@row, $f:synopsis))}">{f:elsewhere($first)}</a>
    </li>
  </xsl:function>

  <!-- The words between the edges of a passage, which may run over rows. -->
  <xsl:function name="f:pieces-moved" as="element(s:w)*">
    <xsl:param name="move" as="map(xs:string, element())"/>
    <xsl:variable name="rows" select="$f:row-numbers($move?first/../@row) to $f:row-numbers($move?last/../@row)"/>
    <xsl:variable name="cells" select="for $n in $rows return key('f:cell', $f:rows[$n]/@id || ' ' || $move?first/../../@wit, $f:synopsis)"/>
    <xsl:sequence select="$cells/s:w[. >> $move?first][. &lt;&lt; $move?last]"/>
  </xsl:function>

  <!-- In numbers -->

  <xsl:function name="f:table-region" as="element(h:div)">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="table" as="element(h:table)"/>
    <div class="scrolls" role="region" tabindex="0" aria-label="{f:say($key)}"><xsl:sequence select="$table"/></div>
  </xsl:function>

  <xsl:function name="f:words-table" as="node()+">
    <h3>{f:say('variants.words')}</h3>
    <xsl:variable name="count" select="f:counted(f:own(f:base()/@xml:id))"/>
    <p>{f:count-of($count, 'variants.words.how', (f:base()/@n, f:number($count)))}</p>
    <xsl:variable name="table" as="element(h:table)">
      <table class="numbers words">
        <thead>
          <tr>
            <th scope="col">{f:say('witness')}</th>
            <xsl:for-each select="'all', $f:measures[. ne 'beside']"><th scope="col">{f:say('variants.' || . || '.words'[current() eq 'added'])}</th></xsl:for-each>
          </tr>
        </thead>
        <tbody>
          <xsl:for-each select="$f:others">
            <xsl:variable name="tally" select="f:tally-of($f:synopsis//s:row, .)"/>
            <tr>
              <th scope="row" class="siglum">{@n}</th>
              <td>{f:number(f:counted(f:own(@xml:id)))}</td>
              <xsl:for-each select="$f:measures[. ne 'beside']"><td>{f:number($tally(.))}</td></xsl:for-each>
            </tr>
            <tr class="bar">
              <td colspan="{count($f:measures) + 1}"><xsl:sequence select="f:coverage-bar(.)"/><xsl:sequence select="f:coverage-said($tally)"/></td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </xsl:variable>
    <xsl:sequence select="f:table-region('variants.words', $table)"/>
  </xsl:function>

  <!-- Of the words of the base: what the witness has there, what it lacks, where it does not run. -->
  <xsl:function name="f:coverage-said" as="element(h:p)">
    <xsl:param name="tally" as="map(xs:string, xs:integer)"/>
    <xsl:variable name="words" select="map{'text': $tally?same + $tally?form + $tally?replaced, 'om': $tally?omitted, 'lac': $tally?out}"/>
    <p class="swatches">
      <xsl:for-each select="('text', 'om', 'lac')[$words(.) gt 0]">
        <span class="swatch {.}"/><xsl:text> </xsl:text>{f:say('variants.coverage.' || ., f:percent($words(.), sum($words?*) cast as xs:integer))}<xsl:text> </xsl:text>
      </xsl:for-each>
    </p>
  </xsl:function>

  <xsl:function name="f:agreement-table" as="node()+">
    <h3>{f:say('variants.agreement')}</h3>
    <p>{f:say('variants.agreement.how')}</p>
    <xsl:variable name="table" as="element(h:table)">
      <table class="numbers agreement">
        <thead><tr><td/><xsl:for-each select="$f:list"><th scope="col" class="siglum">{@n}</th></xsl:for-each></tr></thead>
        <tbody>
          <xsl:for-each select="$f:list">
            <xsl:variable name="row" select="."/>
            <tr>
              <th scope="row" class="siglum">{@n}</th>
              <xsl:for-each select="$f:list"><td><xsl:sequence select="if (. is $row) then '–' else f:agreement($row, .)"/></td></xsl:for-each>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </xsl:variable>
    <xsl:sequence select="f:table-region('variants.agreement', $table)"/>
  </xsl:function>

  <xsl:function name="f:agreement" as="node()+">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:param name="other" as="element(witness)"/>
    <xsl:variable name="sums" select="$f:agreements(f:against($witness, $other))"/>
    <a href="compare.html?a={encode-for-uri($witness/@n)}&amp;b={encode-for-uri($other/@n)}">{f:percent($sums[1], $sums[2])} %</a>
    <span class="of"> {f:say('variants.of', f:number($sums[2]))}</span>
  </xsl:function>

  <!-- Readings of each witness against the base, by class; places within passages that the base lacks do not count. -->
  <xsl:function name="f:kinds-table" as="node()+">
    <h3>{f:say('variants.kinds')}</h3>
    <p>{f:say('variants.kinds.how', f:base()/@n)}</p>
    <xsl:variable name="table" as="element(h:table)">
      <table class="numbers kinds">
        <thead><tr><th scope="col">{f:say('variants.kind')}</th><xsl:for-each select="$f:others"><th scope="col" class="siglum">{@n}</th></xsl:for-each></tr></thead>
        <tbody>
          <xsl:for-each select="$f:classes">
            <xsl:sequence select="f:kind-row(f:kind(.), $f:all-apart[@type = current()])"/>
          </xsl:for-each>
        </tbody>
        <tfoot>
          <xsl:for-each select="'substantive', 'accidental'">
            <xsl:sequence select="f:kind-row(f:say('variants.' || .), $f:all-apart[ancestor::app[1]/@type = current()])"/>
          </xsl:for-each>
        </tfoot>
      </table>
    </xsl:variable>
    <xsl:sequence select="f:table-region('variants.kinds', $table)"/>
  </xsl:function>

  <xsl:function name="f:kind-row" as="element(h:tr)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="readings" as="element()*"/>
    <xsl:variable name="counts" as="map(xs:string, xs:integer)">
      <xsl:map>
        <xsl:for-each-group select="$readings/tokenize(@wit)" group-by="."><xsl:map-entry key="current-grouping-key()" select="count(current-group())"/></xsl:for-each-group>
      </xsl:map>
    </xsl:variable>
    <tr><th scope="row">{$name}</th><xsl:for-each select="$f:others"><td>{f:number(($counts('#' || @xml:id), 0)[1])}</td></xsl:for-each></tr>
  </xsl:function>
</xsl:stylesheet>
