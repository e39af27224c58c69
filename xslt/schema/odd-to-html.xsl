<?xml version="1.0" encoding="UTF-8"?>
<!-- The ODD to its reference page: introduction, elements by module, shared attributes and contents, rules, index.
     The anchors are what messages and other pages link to: el-NAME, el-NAME@ATTRIBUTE, class-NAME, macro-NAME, and the
     code of a rule. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="https://variorum.example/mode" xmlns:f="https://variorum.example/function"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:include href="odd-to-html-entry.xsl"/>
  <xsl:include href="odd-to-html-lookup.xsl"/>
  <xsl:include href="odd-to-html-content.xsl"/>
  <xsl:include href="odd-to-html-words.xsl"/>
  <xsl:include href="odd-to-html-source.xsl"/>
  <xsl:include href="odd-to-html-style.xsl"/>

  <!-- Whether beside the page stands the folder `examples`, with a valid and an invalid file for each rule. -->
  <xsl:param name="examples" as="xs:boolean" select="true()"/>

  <xsl:output method="html" html-version="5.0" encoding="UTF-8" indent="yes" include-content-type="no"
      suppress-indentation="h:p h:li h:dt h:dd h:th h:h3 h:code"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:module" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:contents" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="/" as="element(h:html)">
    <xsl:variable name="schema" as="element(schemaSpec)" select="//schemaSpec"/>
    <xsl:variable name="title" as="xs:string" select="f:title(.)"/>
    <html lang="{(/*/@xml:lang, 'en')[1]}">
      <xsl:sequence select="f:head($schema, $title)"/>
      <xsl:comment> Compiled from the ODD by `edition schema`. Do not edit. </xsl:comment>
      <body>
        <a class="skip" href="#content">To the text</a>
        <div class="columns">
          <nav class="contents" aria-label="Contents">
            <details>
              <summary>Contents</summary>
              <ol><xsl:apply-templates mode="m:contents" select="$schema"/></ol>
            </details>
          </nav>
          <main id="content">
            <h1>{$title}</h1>
            <p class="lead">{f:counted($schema)}</p>
            <xsl:apply-templates select="$schema"/>
          </main>
        </div>
        <footer class="site"><xsl:sequence select="f:imprint(.)"/></footer>
      </body>
    </html>
  </xsl:template>

  <xsl:function name="f:head" as="element(h:head)">
    <xsl:param name="schema" as="element(schemaSpec)"/>
    <xsl:param name="title" as="xs:string"/>
    <head>
      <meta charset="utf-8"/>
      <title>{$title}: reference</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"/>
      <meta name="generator" content="variorum"/>
      <meta name="description" content="Every element, attribute and rule of the schema {$schema/@ident}, with examples."/>
      <link rel="icon" href="data:,"/>
      <style><xsl:sequence select="$f:style"/></style>
    </head>
  </xsl:function>

  <xsl:function name="f:title" as="xs:string">
    <xsl:param name="odd" as="document-node()"/>
    <xsl:sequence select="($odd//teiHeader//titleStmt/title/normalize-space(), 'The schema ' || $odd//schemaSpec/@ident)[1]"/>
  </xsl:function>

  <xsl:function name="f:counted" as="xs:string">
    <xsl:param name="schema" as="element(schemaSpec)"/>
    <xsl:sequence select="string-join((
      f:plural(count($schema//elementSpec), 'element'),
      count($schema//classSpec)[. gt 0] ! f:plural(., 'group') ! (. || ' of shared attributes'),
      count($schema//macroSpec)[. gt 0] ! f:plural(., 'shared content'),
      count(f:rules(root($schema)))[. gt 0] ! f:plural(., 'rule')), ', ') || '. A file begins with ' || string-join(f:starts($schema), ' or ') || '.'"/>
  </xsl:function>

  <xsl:function name="f:imprint" as="element(h:p)*">
    <xsl:param name="odd" as="document-node()"/>
    <xsl:for-each select="$odd//teiHeader/fileDesc">
      <p>
        <xsl:value-of select="(publicationStmt/(authority | publisher), sourceDesc/p) ! (replace(normalize-space(), '([^.])$', '$1.'))"/>
        <xsl:for-each select="publicationStmt/availability/licence">
          <xsl:text> </xsl:text><a rel="license" href="{@target}">{normalize-space()}</a>
        </xsl:for-each>
      </p>
    </xsl:for-each>
  </xsl:function>

  <!-- The page, part by part; a part without entries is left out. -->
  <xsl:template match="schemaSpec" as="element(h:section)+">
    <section id="part-introduction">
      <h2>Introduction</h2>
      <xsl:apply-templates mode="m:prose" select="//text/(front | body | back)/*"/>
      <xsl:sequence select="f:legend(.)"/>
    </section>
    <xsl:apply-templates mode="m:module" select="moduleRef"/>
    <xsl:sequence select="f:part('part-elements', 'Further elements', 'Elements of no module.', f:unplaced(.))"/>
    <xsl:sequence select="f:part('part-classes', 'Shared attributes', 'Attributes that several elements have. TEI calls such a group a class.', .//classSpec)"/>
    <xsl:sequence select="f:part('part-macros', 'Shared contents', 'Contents that several elements have. TEI calls them macros.', .//macroSpec)"/>
    <xsl:sequence select="f:part('part-rules', 'Rules', 'What no content model can say. A message of the program begins with the code of the rule that is broken; … stands for what the message takes from the file.', f:rules(root(.)))"/>
    <section id="part-index">
      <h2>Index</h2>
      <h3>Elements</h3>
      <dl class="letters"><xsl:sequence select="f:alphabet(.//elementSpec)"/></dl>
      <xsl:if test=".//attDef[not(@mode = 'delete')]">
        <h3>Attributes</h3>
        <p class="lead">Each with the elements and groups that define it.</p>
        <dl class="facts attributes"><xsl:sequence select="f:attributes-index(.//attDef[not(@mode = 'delete')])"/></dl>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template mode="m:module" match="moduleRef" as="element(h:section)?">
    <xsl:sequence select="f:part('module-' || @key, f:module-title(@key), 'TEI’s module ' || @key || '.', f:elements(.))"/>
  </xsl:template>

  <xsl:function name="f:part" as="element(h:section)?">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="lead" as="xs:string"/>
    <xsl:param name="entries" as="element()*"/>
    <xsl:if test="$entries">
      <section id="{$id}">
        <h2>{$title}</h2>
        <p class="lead">{$lead}</p>
        <xsl:sequence select="f:names($entries)"/>
        <xsl:apply-templates mode="m:entry" select="$entries"/>
      </section>
    </xsl:if>
  </xsl:function>

  <!-- The table of contents -->
  <xsl:template mode="m:contents" match="schemaSpec" as="element(h:li)+">
    <li>
      <a href="#part-introduction">Introduction</a>
      <ol>
        <xsl:apply-templates mode="m:contents" select="//text/(front | body | back)//div[head][f:has-prose(.)]"/>
        <li><a href="#part-legend">How to read the entries</a></li>
      </ol>
    </li>
    <xsl:apply-templates mode="m:contents" select="moduleRef[f:elements(.)]"/>
    <xsl:sequence select="f:contents-item('part-elements', 'Further elements', f:unplaced(.))"/>
    <xsl:sequence select="f:contents-item('part-classes', 'Shared attributes', .//classSpec)"/>
    <xsl:sequence select="f:contents-item('part-macros', 'Shared contents', .//macroSpec)"/>
    <xsl:sequence select="f:contents-item('part-rules', 'Rules', f:rules(root(.)))"/>
    <li><a href="#part-index">Index</a></li>
  </xsl:template>

  <xsl:template mode="m:contents" match="div" as="element(h:li)">
    <li><a href="#{f:division(.)}">{normalize-space(head[1])}</a></li>
  </xsl:template>

  <xsl:template mode="m:contents" match="moduleRef" as="element(h:li)">
    <xsl:sequence select="f:contents-item('module-' || @key, f:module-title(@key), f:elements(.))"/>
  </xsl:template>

  <xsl:function name="f:contents-item" as="element(h:li)?">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="entries" as="element()*"/>
    <xsl:if test="$entries">
      <li>
        <details>
          <summary>{$title} <span class="count">{count($entries)}</span></summary>
          <p><a href="#{$id}">All of them</a></p>
          <xsl:sequence select="f:names($entries)"/>
        </details>
      </li>
    </xsl:if>
  </xsl:function>

  <!-- The index -->
  <xsl:function name="f:alphabet" as="element(h:div)*">
    <xsl:param name="elements" as="element(elementSpec)*"/>
    <xsl:for-each-group select="sort($elements, (), function($e) { lower-case($e/@ident) })" group-by="upper-case(substring(@ident, 1, 1))">
      <div><dt>{current-grouping-key()}</dt><dd><xsl:sequence select="f:names(current-group())"/></dd></div>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:function name="f:attributes-index" as="element(h:div)*">
    <xsl:param name="definitions" as="element(attDef)*"/>
    <xsl:for-each-group select="sort($definitions, (), function($d) { lower-case(f:attribute-name($d)) })" group-by="f:attribute-name(.)">
      <div>
        <dt><code>{current-grouping-key()}</code></dt>
        <dd>
          <ul class="names">
            <xsl:for-each select="current-group()">
              <li><a href="#{f:attribute-anchor(ancestor::*[self::elementSpec or self::classSpec], .)}"><code>{ancestor::*[self::elementSpec or self::classSpec]/@ident}</code></a></li>
            </xsl:for-each>
          </ul>
        </dd>
      </div>
    </xsl:for-each-group>
  </xsl:function>
</xsl:stylesheet>
