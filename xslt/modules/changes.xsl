<?xml version="1.0" encoding="UTF-8"?>
<!-- The text through time: a page for each step from one state to the next, with what was taken out and what is new. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns:s="urn:edition:synopsis" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:include href="change-steps.xsl"/>

  <xsl:mode name="m:change" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:key name="f:block-of-row" match="s:block" use="@row"/>
  <xsl:key name="f:moved-run" match="s:run[@how = 'moved']" use="@side || ' ' || @move"/>

  <!-- The steps from state to state, by number. -->
  <xsl:variable name="f:change-steps" as="xs:integer*" select="1 to count($f:states) - 1"/>

  <xsl:function name="f:step-file" as="xs:string">
    <xsl:param name="step" as="xs:integer"/>
    <xsl:sequence select="'changes' || ('-' || $step)[$step gt 1] || '.html'"/>
  </xsl:function>

  <xsl:function name="f:step-name" as="xs:string">
    <xsl:param name="step" as="xs:integer"/>
    <xsl:sequence select="f:say('changes.title', ($f:states[$step]/@n, $f:states[$step + 1]/@n))"/>
  </xsl:function>

  <!-- The pages of the steps, as the navigation has them. -->
  <xsl:function name="f:step-links" as="map(xs:string, item())*">
    <xsl:sequence select="if (count($f:change-steps) eq 1) then map{'file': f:step-file(1), 'key': 'nav.changes'} else $f:change-steps ! map{'file': f:step-file(.), 'label': f:step-name(.)}"/>
  </xsl:function>

  <xsl:function name="f:change-pages" as="map(xs:string, xs:string)*">
    <xsl:sequence select="$f:change-steps[f:is-wanted(f:step-file(.))] ! map{f:step-file(.): f:page(f:step-file(.), f:say('nav.changes') || $f:labelled-by || f:step-name(.), f:change-content(.))}"/>
  </xsl:function>
  <xsl:variable name="f:labelled-by" as="xs:string" select="f:labelled('') || ' '"/>

  <xsl:function name="f:change-content" as="node()*">
    <xsl:param name="step" as="xs:integer"/>
    <xsl:variable name="states" select="$f:states[position() = ($step, $step + 1)]"/>
    <xsl:variable name="changes" select="f:changes($states[1], $states[2])"/>
    <p class="lead">{f:say('changes.lead', $states ! string(@n))}</p>
    <xsl:if test="count($f:change-steps) gt 1">
      <nav class="steps" aria-label="{f:say('changes.steps')}">
        <ol><xsl:for-each select="$f:change-steps"><li><a href="{f:step-file(.)}"><xsl:if test=". eq $step"><xsl:attribute name="aria-current" select="'page'"/></xsl:if>{f:step-name(.)}</a></li></xsl:for-each></ol>
      </nav>
    </xsl:if>
    <p class="counts">{f:say('changes.counts', f:change-counts($changes))}</p>
    <p class="legend changes">
      <span class="vh">{f:say('compare.legend')} </span>
      <span><ins class="words"><span>{f:say('compare.legend.sample')}</span></ins> {f:say('changes.legend.new')}</span><xsl:text> </xsl:text>
      <span><del class="words"><span>{f:say('compare.legend.sample')}</span></del> {f:say('changes.legend.old')}</span><xsl:text> </xsl:text>
      <span><ins class="form"><span>{f:say('compare.legend.sample')}</span></ins> {f:say('changes.legend.form')}</span>
    </p>
    <article class="changes">
      <xsl:sequence select="f:language('text')"/>
      <xsl:apply-templates select="$changes/s:block" mode="m:change"><xsl:with-param name="states" select="$states" tunnel="yes"/></xsl:apply-templates>
    </article>
  </xsl:function>

  <!-- Words that are new, that were taken out, and that stand elsewhere; entries that change the form of words. -->
  <xsl:function name="f:change-counts" as="xs:string+">
    <xsl:param name="changes" as="document-node()"/>
    <xsl:variable name="sum" select="function($side, $how) { sum($changes//s:run[@side = $side][@how = $how]/@words ! xs:integer(.)) }"/>
    <xsl:sequence select="($sum('new', 'words'), $sum('old', 'words'), $sum('new', 'moved'), count(distinct-values($changes//s:run[@how = 'form']/@entry))) ! f:number(.)"/>
  </xsl:function>

  <xsl:template match="s:block" mode="m:change" as="element()">
    <xsl:variable name="row" select="key('f:row', @row, $f:synopsis)"/>
    <xsl:variable name="is-heading" select="@unit = ('heading', 'caption') and $row/@kind = ('head', 'label')"/>
    <xsl:element name="{if ($is-heading and $row/@depth != '0') then 'h' || min((6, 1 + xs:integer($row/@depth))) else 'p'}">
      <xsl:attribute name="class" select="'of-' || @kind || (' ' || (@unit, 'paragraph')[1])[not($is-heading)] || ' text-title'[$is-heading and $row/@depth = '0']"/>
      <xsl:if test=". is key('f:block-of-row', @row)[1]"><xsl:attribute name="id" select="@row"/></xsl:if>
      <xsl:for-each select="$row/@n"><a class="n" href="read.html#{../@id}"><span aria-hidden="true">{.}</span><span class="vh">{f:say('compare.text', f:say('cite.paragraph', .))}</span></a></xsl:for-each>
      <xsl:if test="@kind eq 'new'"><ins class="break"><xsl:call-template name="f:break-said"><xsl:with-param name="state" select="2"/></xsl:call-template></ins></xsl:if>
      <xsl:apply-templates mode="#current"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="s:break" mode="m:change" as="element(h:del)">
    <del class="break"><xsl:call-template name="f:break-said"><xsl:with-param name="state" select="1"/></xsl:call-template></del>
  </xsl:template>

  <!-- The sign of a block that one of the two states begins. -->
  <xsl:template name="f:break-said" as="element(h:span)+">
    <xsl:param name="state" as="xs:integer"/>
    <xsl:param name="states" as="element(witness)+" tunnel="yes"/>
    <span aria-hidden="true">¶</span>
    <span class="vh"><xsl:sequence select="f:language('page')"/> {f:say('changes.break', $states[$state]/@n)} </span>
  </xsl:template>

  <xsl:template match="s:run[@side eq 'both']" mode="m:change" as="node()"><xsl:sequence select="f:words-in(string(.), @lang)"/></xsl:template>
  <xsl:template match="s:run[@side ne 'both'][not(normalize-space())]" mode="m:change" as="element()">
    <xsl:element name="{f:change-name(.)}"><xsl:value-of select="."/></xsl:element>
  </xsl:template>
  <xsl:template match="s:run[@side ne 'both'][normalize-space()]" mode="m:change" as="element()">
    <xsl:variable name="words" select="replace(., '^\s+|\s+$', '')"/>
    <xsl:element name="{f:change-name(.)}">
      <xsl:attribute name="class" select="@how"/>
      <xsl:value-of select="substring-before(., substring($words, 1, 1))"/>
      <xsl:sequence select="f:moved-link(.)"/>
      <xsl:element name="{if (@entry) then 'a' else 'span'}">
        <xsl:if test="@entry"><xsl:attribute name="href" select="'apparatus.html#n-' || @entry"/></xsl:if>
        <span class="vh"><xsl:sequence select="f:language('page')"/>{f:say('changes.' || @side)} </span>
        <xsl:sequence select="f:words-in($words, @lang)"/>
      </xsl:element>
      <xsl:value-of select="replace(., '^.*\S', '', 's')"/>
    </xsl:element>
  </xsl:template>

  <xsl:function name="f:change-name" as="xs:string">
    <xsl:param name="run" as="element(s:run)"/>
    <xsl:sequence select="if ($run/@side eq 'old') then 'del' else 'ins'"/>
  </xsl:function>

  <xsl:function name="f:words-in" as="node()">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="lang" as="attribute(lang)?"/>
    <xsl:choose>
      <xsl:when test="$lang"><span lang="{$lang}">{$words}</span></xsl:when>
      <xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Before the first words of a moved passage, at both of its places: a link to the other place. -->
  <xsl:function name="f:moved-link" as="element(h:a)?">
    <xsl:param name="run" as="element(s:run)"/>
    <xsl:variable name="other" select="if ($run/@side eq 'old') then 'new' else 'old'"/>
    <xsl:if test="$run is key('f:moved-run', $run/@side || ' ' || $run/@move, root($run))[1]">
      <a class="move" id="{$run/@side}-{$run/@move}" href="#{$other}-{$run/@move}"><xsl:sequence select="f:language('page')"/>{f:say('changes.moved.' || $run/@side)}</a>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
