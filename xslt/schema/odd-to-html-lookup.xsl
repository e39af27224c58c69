<?xml version="1.0" encoding="UTF-8"?>
<!-- What the reference page looks up in the ODD: who holds whom, who has which attributes, which rules concern it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="https://variorum.example/mode" xmlns:f="https://variorum.example/function"
    xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:key name="f:element" match="elementSpec" use="@ident"/>
  <xsl:key name="f:class" match="classSpec" use="@ident"/>
  <xsl:key name="f:macro" match="macroSpec" use="@ident"/>
  <xsl:key name="f:holder" match="elementSpec" use="f:held(.)"/>
  <xsl:key name="f:user" match="elementSpec | macroSpec" use="content//macroRef/@key"/>
  <xsl:key name="f:member" match="elementSpec | classSpec" use="classes/memberOf/@key"/>
  <xsl:key name="f:rule-about" match="constraintSpec[constraint/(sch:rule | sch:pattern)]" use="f:concerned(.)"/>
  <!-- Names that prose cannot mean otherwise: «rdgGrp» is the element, «list» may be the word. -->
  <xsl:key name="f:unmistakable" use="@ident"
      match="elementSpec[matches(@ident, '^\p{Ll}+\p{Lu}')] | classSpec | macroSpec | constraintSpec[constraint/(sch:rule | sch:pattern)]"/>

  <xsl:mode name="m:anchor" on-no-match="shallow-skip" on-multiple-match="use-last"/>
  <xsl:mode name="m:link" on-no-match="shallow-skip" on-multiple-match="use-last"/>

  <!-- The elements with which a file may begin -->
  <xsl:function name="f:starts" as="xs:string+">
    <xsl:param name="schema" as="element(schemaSpec)"/>
    <xsl:sequence select="tokenize(($schema/@start, 'TEI')[1])"/>
  </xsl:function>

  <!-- The elements a thing may hold, macros looked into -->
  <xsl:function name="f:held" as="xs:string*">
    <xsl:param name="spec" as="element()"/>
    <xsl:sequence select="distinct-values(f:with-macros($spec)/content//elementRef/@key)"/>
  </xsl:function>

  <xsl:function name="f:holds-text" as="xs:boolean">
    <xsl:param name="spec" as="element()"/>
    <xsl:sequence select="exists(f:with-macros($spec)/content//textNode)"/>
  </xsl:function>

  <xsl:function name="f:with-macros" as="element()+">
    <xsl:param name="specs" as="element()+"/>
    <xsl:variable name="more" select="$specs/content//macroRef/key('f:macro', @key) except $specs"/>
    <xsl:sequence select="if ($more) then f:with-macros($specs | $more) else $specs"/>
  </xsl:function>

  <!-- The classes an element belongs to, straight or through another -->
  <xsl:function name="f:classes" as="element(classSpec)*">
    <xsl:param name="spec" as="element()"/>
    <xsl:sequence select="f:with-classes($spec) except $spec"/>
  </xsl:function>

  <xsl:function name="f:with-classes" as="element()+">
    <xsl:param name="specs" as="element()+"/>
    <xsl:variable name="more" select="$specs/classes/memberOf/key('f:class', @key) except $specs"/>
    <xsl:sequence select="if ($more) then f:with-classes($specs | $more) else $specs"/>
  </xsl:function>

  <!-- Its own attributes, then those of its classes -->
  <xsl:function name="f:attributes" as="element(attDef)*">
    <xsl:param name="spec" as="element()"/>
    <xsl:sequence select="($spec/attList/attDef, f:classes($spec)/attList/attDef)[not(@mode = 'delete')]"/>
  </xsl:function>

  <xsl:function name="f:attribute-name" as="xs:string">
    <xsl:param name="definition" as="element(attDef)"/>
    <xsl:sequence select="'xml:'[$definition/@ns = 'http://www.w3.org/XML/1998/namespace'] || $definition/@ident"/>
  </xsl:function>

  <!-- The rules: all in the order of their codes, and those that stand in an element, its classes, or name it -->
  <xsl:function name="f:rules" as="element(constraintSpec)*">
    <xsl:param name="within" as="node()"/>
    <xsl:sequence select="sort($within//constraintSpec[constraint/(sch:rule | sch:pattern)], (), function($r) { string($r/@ident) })"/>
  </xsl:function>

  <xsl:function name="f:rules-of" as="element(constraintSpec)*">
    <xsl:param name="spec" as="element()"/>
    <xsl:variable name="named" select="$spec/self::elementSpec/key('f:rule-about', @ident)"/>
    <xsl:sequence select="sort($named | f:with-classes($spec) ! f:rules(.), (), function($r) { string($r/@ident) })"/>
  </xsl:function>

  <!-- The elements that the contexts of a rule name, outside their predicates -->
  <xsl:function name="f:concerned" as="xs:string*">
    <xsl:param name="rule" as="element(constraintSpec)"/>
    <xsl:sequence select="distinct-values($rule//sch:rule/f:names-in(f:without-predicates(@context)))"/>
  </xsl:function>

  <xsl:function name="f:elements-concerned" as="element(elementSpec)*">
    <xsl:param name="rule" as="element(constraintSpec)"/>
    <xsl:sequence select="for $name in f:concerned($rule) return key('f:element', $name, root($rule))"/>
  </xsl:function>

  <xsl:function name="f:without-predicates" as="xs:string">
    <xsl:param name="path" as="xs:string"/>
    <xsl:variable name="shorter" select="replace($path, '\[[^\[\]]*\]', '')"/>
    <xsl:sequence select="if ($shorter eq $path) then $path else f:without-predicates($shorter)"/>
  </xsl:function>

  <!-- A name that is no attribute (@), no function or node test (a bracket follows) and no axis (:: follows) -->
  <xsl:function name="f:names-in" as="xs:string*">
    <xsl:param name="path" as="xs:string"/>
    <xsl:analyze-string select="$path" regex="(@?)([\w\-]+:)?([\w\-]+(\.[\w\-]+)*)\s*(\(|::)?">
      <xsl:matching-substring>
        <xsl:sequence select="regex-group(3)[not(regex-group(1) or regex-group(5))]"/>
      </xsl:matching-substring>
    </xsl:analyze-string>
  </xsl:function>

  <!-- Modules -->
  <xsl:function name="f:elements" as="element(elementSpec)*">
    <xsl:param name="module" as="element(moduleRef)"/>
    <xsl:sequence select="for $name in tokenize($module/@include) return key('f:element', $name, root($module))"/>
  </xsl:function>

  <xsl:function name="f:unplaced" as="element(elementSpec)*">
    <xsl:param name="schema" as="element(schemaSpec)"/>
    <xsl:sequence select="$schema//elementSpec[not(@ident = $schema/moduleRef/tokenize(@include))]"/>
  </xsl:function>

  <xsl:function name="f:module-title" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="(map{
      'tei': 'Foundations', 'header': 'The header', 'core': 'Text, lists and references',
      'textstructure': 'The file and its divisions', 'textcrit': 'The apparatus', 'linking': 'Links and stand-off',
      'namesdates': 'Names, dates and registers', 'transcr': 'Transcription', 'gaiji': 'Characters', 'analysis': 'Analysis',
      'figures': 'Figures and tables', 'msdescription': 'Description of manuscripts', 'certainty': 'Certainty', 'verse': 'Verse',
      'drama': 'Drama', 'spoken': 'Speech', 'dictionaries': 'Dictionaries', 'corpus': 'Corpora', 'nets': 'Graphs and trees',
      'iso-fs': 'Feature structures', 'tagdocs': 'Documentation of schemas'}($key), $key)[1]"/>
  </xsl:function>

  <!-- Anchors and links -->
  <xsl:function name="f:anchor" as="xs:string">
    <xsl:param name="spec" as="element()"/>
    <xsl:apply-templates mode="m:anchor" select="$spec"/>
  </xsl:function>
  <xsl:template mode="m:anchor" match="elementSpec" as="xs:string"><xsl:sequence select="'el-' || @ident"/></xsl:template>
  <xsl:template mode="m:anchor" match="classSpec" as="xs:string"><xsl:sequence select="'class-' || @ident"/></xsl:template>
  <xsl:template mode="m:anchor" match="macroSpec" as="xs:string"><xsl:sequence select="'macro-' || @ident"/></xsl:template>
  <xsl:template mode="m:anchor" match="constraintSpec" as="xs:string"><xsl:sequence select="string(@ident)"/></xsl:template>

  <xsl:function name="f:attribute-anchor" as="xs:string">
    <xsl:param name="spec" as="element()"/>
    <xsl:param name="definition" as="element(attDef)"/>
    <xsl:sequence select="f:anchor($spec) || '@' || f:attribute-name($definition)"/>
  </xsl:function>

  <xsl:template mode="m:link" match="elementSpec | classSpec | macroSpec" as="element(h:a)">
    <a href="#{f:anchor(.)}"><code>{@ident}</code></a>
  </xsl:template>
  <xsl:template mode="m:link" match="constraintSpec" as="element(h:a)"><a href="#{f:anchor(.)}">{@ident}</a></xsl:template>

  <!-- A link if the ODD defines the name, else the bare name -->
  <xsl:function name="f:link" as="element()">
    <xsl:param name="spec" as="element()?"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="$spec"><xsl:apply-templates mode="m:link" select="$spec"/></xsl:when>
      <xsl:otherwise><code>{$name}</code></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:names" as="element(h:ul)?">
    <xsl:param name="specs" as="element()*"/>
    <xsl:if test="$specs">
      <ul class="names">
        <xsl:for-each select="$specs"><li><xsl:apply-templates mode="m:link" select="."/></li></xsl:for-each>
      </ul>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
