<?xml version="1.0" encoding="UTF-8"?>
<!-- Schematron, in the plain form that edition/validate/rules.py gives it, to XSLT 3.0. The sheet made here gives a map
     for each broken rule: its code, a message, a severity, and which node it is: `at` is the number of its element in the
     order of the document, counted from 1, and `node` says which attribute or child of that element. A rule that fails
     where it is applied gives a map too, with `failed` as its number. With the parameter `only`, the test of that number
     alone is run. Everything that Saxon may refuse stands on a line of its own and says which place of the schema it
     comes from. Names of our own are in a namespace, and written so that no prefix of the schema is in the way. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:variorum-xsl="http://www.w3.org/1999/XSL/Transform" xmlns:o="urn:variorum:out" xmlns:m="https://variorum.example/mode" xmlns:f="https://variorum.example/function" xmlns:place="urn:variorum:place"
    xmlns:s="http://purl.oclc.org/dsdl/schematron" exclude-result-prefixes="m f s xs xsl place" expand-text="yes">

  <xsl:namespace-alias stylesheet-prefix="o" result-prefix="variorum-xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:message" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="m:literal" on-no-match="fail" on-multiple-match="use-last"/>
  <xsl:mode name="m:function" on-no-match="shallow-copy"/>

  <xsl:variable name="quote" as="xs:string" select="codepoints-to-string(39)"/>

  <xsl:template match="/" as="element()"><xsl:apply-templates select="s:schema"/></xsl:template>

  <xsl:template match="s:schema" as="element()">
    <o:stylesheet version="3.0">
      <xsl:copy-of select="namespace::*"/>
      <xsl:for-each select="xsl:*"><xsl:text>&#10;</xsl:text><xsl:apply-templates mode="m:function" select="."/></xsl:for-each>
      <xsl:call-template name="own"/>
      <xsl:variable name="modes" as="xs:string*" select="(1 to count(s:pattern)) ! ('p' || .)"/>
      <o:template match="/" as="map(*)*">
        <xsl:for-each select="s:pattern">
          <o:apply-templates mode="p{position()}" select="{(@candidates, 'descendant-or-self::node()/(. | @*)')[1]}"/>
        </xsl:for-each>
      </o:template>
      <xsl:if test="exists($modes)"><o:template match="/" mode="{$modes}" priority="-1"/></xsl:if>
      <xsl:apply-templates select="s:let, s:pattern"/>
    </o:stylesheet>
  </xsl:template>

  <!-- A template, not a rule: what every sheet has. -->
  <xsl:template name="own" as="element()+">
    <o:param name="variorum-only" select="0"/>
    <o:accumulator name="Q{{urn:variorum:place}}at" initial-value="0">
      <o:accumulator-rule match="*" select="$value + 1"/>
    </o:accumulator>
    <o:mode use-accumulators="#all"/>
    <o:function name="Q{{urn:variorum:place}}at">
      <o:param name="node"/>
      <o:sequence select="if ($node/parent::document-node() and not($node instance of element())) then '0'
          else string((($node/ancestor-or-self::*)[last()]/accumulator-before('Q{{urn:variorum:place}}at'), 1)[1])"/>
    </o:function>
    <o:function name="Q{{urn:variorum:place}}node">
      <o:param name="node"/>
      <o:sequence select="if ($node instance of attribute()) then '@' || name($node)
          else if ($node instance of element() or $node instance of document-node()) then ''
          else string(count($node/preceding-sibling::node()) + 1)"/>
    </o:function>
  </xsl:template>

  <!-- A function is tried, so that one that calls itself without end fails instead of running for ever. -->
  <xsl:template mode="m:function" match="xsl:function" as="element()">
    <xsl:copy>
      <xsl:copy-of select="@*, xsl:param"/>
      <o:try>
        <xsl:copy-of select="node() except xsl:param"/>
        <o:catch errors="*">
          <o:sequence select="error($Q{{http://www.w3.org/2005/xqt-errors}}code, $Q{{http://www.w3.org/2005/xqt-errors}}description)"/>
        </o:catch>
      </o:try>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="s:let" as="node()+">
    <xsl:text>&#10;</xsl:text>
    <o:variable name="{@name}">
      <xsl:copy-of select="@version, @as, @place:*, namespace::*"/>
      <xsl:for-each select="@value"><xsl:attribute name="select" select="."/></xsl:for-each>
      <xsl:if test="not(@value | @as)"><xsl:attribute name="as" select="'node()*'"/></xsl:if>
      <xsl:if test="not(@value)"><xsl:apply-templates mode="m:literal" select="node()"/></xsl:if>
    </o:variable>
  </xsl:template>

  <!-- The content of a variable is its value; nothing in it is carried out. -->
  <xsl:template mode="m:literal" match="*" as="element()">
    <o:element name="{name()}" namespace="{f:escape(namespace-uri())}"><xsl:apply-templates mode="m:literal" select="@*, node()"/></o:element>
  </xsl:template>
  <xsl:template mode="m:literal" match="@*" as="element()">
    <o:attribute name="{name()}" namespace="{f:escape(namespace-uri())}"><o:text>{.}</o:text></o:attribute>
  </xsl:template>
  <xsl:template mode="m:literal" match="text()" as="element()?">
    <xsl:if test="normalize-space()"><o:text>{.}</o:text></xsl:if>
  </xsl:template>
  <xsl:template mode="m:literal" match="comment() | processing-instruction() | @place:*" as="empty-sequence()"/>

  <xsl:function name="f:escape" as="xs:string">
    <xsl:param name="value" as="xs:anyURI"/>
    <xsl:sequence select="replace($value, '([{}])', '$1$1')"/>
  </xsl:function>

  <xsl:template match="s:pattern" as="node()+">
    <xsl:variable name="mode" as="xs:string" select="'p' || count(preceding-sibling::s:pattern) + 1"/>
    <o:mode name="{$mode}" on-no-match="deep-skip" use-accumulators="#all"/>
    <xsl:apply-templates><xsl:with-param name="mode" tunnel="yes" select="$mode"/></xsl:apply-templates>
  </xsl:template>

  <!-- Of the rules of a pattern the first that fits applies: hence the priorities. -->
  <xsl:template match="s:rule" as="node()+">
    <xsl:param name="mode" as="xs:string" tunnel="yes"/>
    <xsl:text>&#10;</xsl:text>
    <o:template match="{@context}" mode="{$mode}" priority="{1 + count(following-sibling::s:rule)}">
      <xsl:copy-of select="@version, @place:*, namespace::*"/>
      <xsl:apply-templates select="s:assert | s:report"/>
    </o:template>
  </xsl:template>

  <!-- A variable of the rule is a variable of each of its tests: where it fails, that test fails and no other. -->
  <xsl:template match="s:assert | s:report" as="element()">
    <xsl:variable name="number" as="xs:integer" select="count(preceding::s:assert | preceding::s:report) + 1"/>
    <o:if version="3.0" test="$variorum-only = (0, {$number})">
      <o:try>
        <xsl:apply-templates select="../s:let"/>
        <xsl:text>&#10;</xsl:text>
        <o:variable name="variorum-test" select="{@test}"><xsl:copy-of select="@version, @place:*, namespace::*"/></o:variable>
        <o:if test="{if (self::s:assert) then 'not' else 'boolean'}($variorum-test)">
          <xsl:copy-of select="@place:*, namespace::*"/>
          <xsl:call-template name="found"/>
        </o:if>
        <o:catch errors="*">
          <o:map>
            <o:map-entry key="'failed'" select="'{$number}'"/>
            <o:map-entry key="'severity'" select="'error'"/>
            <o:map-entry key="'message'" select="normalize-space($Q{{http://www.w3.org/2005/xqt-errors}}description)"/>
            <xsl:call-template name="where"><xsl:with-param name="node" select="'.'"/></xsl:call-template>
          </o:map>
        </o:catch>
      </o:try>
    </o:if>
  </xsl:template>

  <!-- Templates, not rules: what was found and what failed say alike whose it is and where. -->
  <xsl:template name="found" as="node()+">
    <xsl:text>&#10;</xsl:text>
    <o:variable name="variorum-subject" select="({(@subject[normalize-space()], '.')[1]})[. instance of node()], .">
      <xsl:copy-of select="@place:*, namespace::*"/>
    </o:variable>
    <o:variable name="variorum-node" select="$variorum-subject[root(.) is root(current())][1]"/>
    <o:variable name="variorum-message">
      <o:value-of><xsl:apply-templates mode="m:message" select="node() except s:fix"/></o:value-of>
    </o:variable>
    <o:map>
      <o:map-entry key="'failed'" select="''"/>
      <o:map-entry key="'severity'" select="'{@severity}'"/>
      <o:map-entry key="'message'" select="(normalize-space($variorum-message)[.], '{replace(@otherwise, $quote, $quote || $quote)}')[1]"/>
      <xsl:call-template name="where"><xsl:with-param name="node" select="'$variorum-node'"/></xsl:call-template>
    </o:map>
    <xsl:apply-templates select="s:fix"/>
  </xsl:template>

  <xsl:template match="s:fix" as="element()">
    <o:try>
      <xsl:text>&#10;</xsl:text>
      <o:if test="{@when}">
        <xsl:copy-of select="@place:*, namespace::*"/>
        <o:variable name="variorum-message">
          <o:value-of><xsl:apply-templates mode="m:message" select="node()"/></o:value-of>
        </o:variable>
        <o:map>
          <o:map-entry key="'failed'" select="''"/>
          <o:map-entry key="'severity'" select="'advice'"/>
          <o:map-entry key="'message'" select="normalize-space($variorum-message)"/>
          <o:map-entry key="'fix'" select="'yes'"/>
          <xsl:for-each select=".."><xsl:call-template name="where"><xsl:with-param name="node" select="'$variorum-node'"/></xsl:call-template></xsl:for-each>
        </o:map>
      </o:if>
      <o:catch errors="*"/>
    </o:try>
  </xsl:template>

  <xsl:template name="where" as="element()+">
    <xsl:param name="node" as="xs:string"/>
    <o:map-entry key="'code'" select="'{replace(@code, $quote, $quote || $quote)}'"/>
    <o:map-entry key="'at'" select="Q{{urn:variorum:place}}at({$node})"/>
    <o:map-entry key="'node'" select="Q{{urn:variorum:place}}node({$node})"/>
  </xsl:template>

  <xsl:template mode="m:message" match="text()" as="element()"><o:text>{.}</o:text></xsl:template>
  <xsl:template mode="m:message" match="s:value-of" as="element()">
    <o:value-of select="{@select}"><xsl:copy-of select="@version, namespace::*"/></o:value-of>
  </xsl:template>
  <!-- An element is told by its name; an attribute, or a name that is computed, as it is. -->
  <xsl:template mode="m:message" match="s:name" as="element()">
    <o:value-of select="({@path}) ! (if (. instance of element()) then name() else string())"><xsl:copy-of select="namespace::*"/></o:value-of>
  </xsl:template>
</xsl:stylesheet>
