<?xml version="1.0" encoding="UTF-8"?>
<!-- The entries of the reference page: an element, a class of attributes, a macro, a rule. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="https://variorum.example/mode" xmlns:f="https://variorum.example/function"
    xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:mode name="m:entry" on-no-match="shallow-skip" on-multiple-match="use-last"/>
  <xsl:mode name="m:fact" on-no-match="shallow-skip" on-multiple-match="use-last"/>
  <xsl:mode name="m:message" on-no-match="shallow-skip" on-multiple-match="use-last"/>

  <!-- What it is, how it looks, what it has, where it stands -->
  <xsl:template mode="m:entry" match="elementSpec" as="element(h:section)">
    <section class="entry" id="{f:anchor(.)}">
      <xsl:sequence select="f:heading(.)"/>
      <xsl:apply-templates mode="m:prose" select="remarks"/>
      <dl class="facts">
        <xsl:apply-templates mode="m:fact" select="exemplum"/>
        <xsl:sequence select="f:attributes-fact(., 'Attributes', f:attributes(.))"/>
        <xsl:apply-templates mode="m:fact" select="content"/>
        <xsl:sequence select="f:fact('May hold', f:holds(.))"/>
        <xsl:sequence select="f:fact('May stand in', f:stands-in(.))"/>
        <xsl:sequence select="f:rules-fact(f:rules-of(.))"/>
      </dl>
    </section>
  </xsl:template>

  <xsl:template mode="m:entry" match="classSpec" as="element(h:section)">
    <xsl:variable name="members" select="key('f:member', @ident)"/>
    <section class="entry" id="{f:anchor(.)}">
      <xsl:sequence select="f:heading(.)"/>
      <xsl:apply-templates mode="m:prose" select="remarks"/>
      <dl class="facts">
        <xsl:sequence select="f:attributes-fact(., 'Attributes', f:attributes(.))"/>
        <xsl:sequence select="f:fact('Elements', f:names($members/self::elementSpec))"/>
        <xsl:sequence select="f:fact('Groups', f:names($members/self::classSpec))"/>
        <xsl:sequence select="f:rules-fact(f:rules-of(.))"/>
      </dl>
    </section>
  </xsl:template>

  <xsl:template mode="m:entry" match="macroSpec" as="element(h:section)">
    <section class="entry" id="{f:anchor(.)}">
      <xsl:sequence select="f:heading(.)"/>
      <xsl:apply-templates mode="m:prose" select="remarks"/>
      <dl class="facts">
        <xsl:apply-templates mode="m:fact" select="content"/>
        <xsl:sequence select="f:fact('Used in', f:names(key('f:user', @ident)))"/>
      </dl>
    </section>
  </xsl:template>

  <xsl:template mode="m:entry" match="constraintSpec" as="element(h:section)">
    <section class="entry" id="{f:anchor(.)}">
      <xsl:sequence select="f:heading(.)"/>
      <xsl:apply-templates mode="m:prose" select="remarks"/>
      <dl class="facts">
        <xsl:sequence select="f:fact('Concerns', f:names(f:elements-concerned(.)))"/>
        <xsl:sequence select="f:fact('Stands in', f:names(parent::elementSpec | parent::classSpec))"/>
        <xsl:sequence select="f:fact('Says', f:messages(constraint))"/>
        <xsl:sequence select="f:fact('Examples', f:example-files(@ident)[$examples])"/>
        <xsl:apply-templates mode="m:fact" select="constraint"/>
      </dl>
    </section>
  </xsl:template>

  <xsl:function name="f:heading" as="element()+">
    <xsl:param name="spec" as="element()"/>
    <h3><a class="self" href="#{f:anchor($spec)}">{$spec/@ident}</a></h3>
    <p class="desc"><xsl:apply-templates mode="m:prose" select="$spec/desc/node()"/></p>
  </xsl:function>

  <!-- A line of an entry; without a value it is left out. -->
  <xsl:function name="f:fact" as="element(h:div)?">
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="value" as="node()*"/>
    <xsl:if test="$value"><div><dt>{$label}</dt><dd><xsl:sequence select="$value"/></dd></div></xsl:if>
  </xsl:function>

  <xsl:template mode="m:fact" match="exemplum" as="element(h:div)">
    <xsl:variable name="shown" as="node()*"><xsl:apply-templates mode="m:prose" select="*"/></xsl:variable>
    <xsl:sequence select="f:fact('Example', $shown)"/>
  </xsl:template>

  <xsl:function name="f:rules-fact" as="element(h:div)?">
    <xsl:param name="rules" as="element(constraintSpec)*"/>
    <xsl:variable name="list" as="element(h:ul)">
      <ul class="rules">
        <xsl:for-each select="$rules">
          <li><xsl:apply-templates mode="m:link" select="."/><xsl:text> </xsl:text><span><xsl:apply-templates mode="m:prose" select="desc/node()"/></span></li>
        </xsl:for-each>
      </ul>
    </xsl:variable>
    <xsl:sequence select="f:fact('Rules', $list[$rules])"/>
  </xsl:function>

  <!-- Contents -->
  <xsl:template mode="m:fact" match="content" as="element(h:div)">
    <div><dt>Content</dt><dd><xsl:sequence select="f:content(.)"/></dd></div>
  </xsl:template>

  <xsl:function name="f:holds" as="element(h:ul)?">
    <xsl:param name="spec" as="element(elementSpec)"/>
    <xsl:if test="exists(f:held($spec))">
      <ul class="names">
        <xsl:if test="f:holds-text($spec)"><li>text</li></xsl:if>
        <xsl:for-each select="f:held($spec)"><li><xsl:sequence select="f:link(key('f:element', ., root($spec)), .)"/></li></xsl:for-each>
      </ul>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:stands-in" as="element()+">
    <xsl:param name="spec" as="element(elementSpec)"/>
    <xsl:variable name="holders" select="key('f:holder', $spec/@ident, root($spec))"/>
    <xsl:variable name="starts" select="$spec/@ident = f:starts($spec/ancestor::schemaSpec)"/>
    <xsl:sequence select="f:names($holders)"/>
    <xsl:if test="$starts"><p>nothing, where a file begins with it</p></xsl:if>
    <xsl:if test="not($starts or $holders)"><p>no element</p></xsl:if>
  </xsl:function>

  <!-- Attributes -->
  <xsl:function name="f:attributes-fact" as="element(h:div)?">
    <xsl:param name="spec" as="element()"/>
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="definitions" as="element(attDef)*"/>
    <xsl:variable name="table" as="element(h:table)">
      <table>
        <thead><tr><th scope="col">Name</th><th scope="col">Meaning and values</th></tr></thead>
        <tbody><xsl:for-each select="$definitions"><xsl:sequence select="f:attribute-row($spec, .)"/></xsl:for-each></tbody>
      </table>
    </xsl:variable>
    <xsl:sequence select="f:fact($label, $table[$definitions])"/>
  </xsl:function>

  <xsl:function name="f:attribute-row" as="element(h:tr)">
    <xsl:param name="spec" as="element()"/>
    <xsl:param name="definition" as="element(attDef)"/>
    <xsl:variable name="usage" select="if ($definition/@usage = 'req') then 'required' else 'optional'"/>
    <tr id="{f:attribute-anchor($spec, $definition)}">
      <th scope="row">
        <code>{f:attribute-name($definition)}</code><xsl:text> </xsl:text>
        <span class="{$usage}">{$usage}</span>
        <xsl:for-each select="$definition/ancestor::classSpec except $spec">
          <xsl:text> </xsl:text><span class="from">from <xsl:apply-templates mode="m:link" select="."/></span>
        </xsl:for-each>
      </th>
      <td>
        <p><xsl:apply-templates mode="m:prose" select="$definition/desc/node()"/></p>
        <xsl:sequence select="f:values($definition)"/>
      </td>
    </tr>
  </xsl:function>

  <!-- Rules -->
  <xsl:function name="f:messages" as="element(h:ul)">
    <xsl:param name="constraint" as="element(constraint)+"/>
    <ul class="messages">
      <xsl:for-each select="$constraint//(sch:assert | sch:report)">
        <li><xsl:value-of select="@role[. ne 'error'] ! (. || ': ')"/><xsl:apply-templates mode="m:message" select="node()"/></li>
      </xsl:for-each>
    </ul>
  </xsl:function>

  <!-- Some messages have the marks already. -->
  <xsl:template mode="m:message" match="text()" as="text()?"><xsl:value-of select="replace(., '\s+', ' ')"/></xsl:template>
  <xsl:template mode="m:message" match="sch:value-of | sch:name" as="text()">
    <xsl:variable name="marked" select="ends-with(preceding-sibling::node()[1], '«')"/>
    <xsl:text>{'«'[not($marked)]}…{'»'[not($marked)]}</xsl:text>
  </xsl:template>

  <xsl:template mode="m:fact" match="constraint" as="element(h:div)">
    <div>
      <dt>Source</dt>
      <dd><details><summary>Schematron of {../@ident}</summary><xsl:sequence select="f:xml(.)"/></details></dd>
    </div>
  </xsl:template>

  <xsl:function name="f:example-files" as="element(h:ul)">
    <xsl:param name="rule" as="xs:string"/>
    <ul class="names">
      <xsl:for-each select="'valid', 'invalid'"><li><a href="examples/{$rule}/{.}.xml">{.}<span class="vh"> example of {$rule}</span></a></li></xsl:for-each>
    </ul>
  </xsl:function>
</xsl:stylesheet>
