<?xml version="1.0" encoding="UTF-8"?>
<!-- Prose of the ODD, and what its datatypes mean in an editor's words. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:m="https://variorum.example/mode" xmlns:f="https://variorum.example/function"
    xmlns:eg="http://www.tei-c.org/ns/Examples" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:mode name="m:prose" on-no-match="text-only-copy" on-multiple-match="fail"/>
  <xsl:mode name="m:values" on-no-match="shallow-skip" on-multiple-match="use-last"/>
  <xsl:mode name="m:type" on-no-match="shallow-skip" on-multiple-match="use-last"/>

  <xsl:function name="f:plural" as="xs:string">
    <xsl:param name="count" as="xs:integer"/>
    <xsl:param name="noun" as="xs:string"/>
    <xsl:sequence select="$count || ' ' || $noun || 's'[$count ne 1]"/>
  </xsl:function>

  <!-- Prose -->
  <xsl:function name="f:has-prose" as="xs:boolean">
    <xsl:param name="division" as="element(div)"/>
    <xsl:sequence select="exists($division/(* except (head, schemaSpec)))"/>
  </xsl:function>

  <xsl:function name="f:division" as="xs:string">
    <xsl:param name="division" as="element(div)"/>
    <xsl:sequence select="'text-' || string-join($division/ancestor-or-self::div ! (1 + count(preceding-sibling::div)), '.')"/>
  </xsl:function>

  <xsl:template mode="m:prose" match="div[f:has-prose(.)]" as="element(h:section)">
    <section id="{f:division(.)}"><xsl:apply-templates mode="m:prose" select="*"/></section>
  </xsl:template>
  <xsl:template mode="m:prose" match="div[not(f:has-prose(.))] | schemaSpec" as="empty-sequence()"/>
  <xsl:template mode="m:prose" match="head" as="element()">
    <xsl:element name="h{min((2 + count(ancestor::div), 6))}"><xsl:apply-templates mode="m:prose"/></xsl:element>
  </xsl:template>
  <xsl:template mode="m:prose" match="remarks" as="element()*"><xsl:apply-templates mode="m:prose" select="*"/></xsl:template>
  <xsl:template mode="m:prose" match="p" as="element(h:p)"><p><xsl:apply-templates mode="m:prose"/></p></xsl:template>
  <xsl:template mode="m:prose" match="list" as="element(h:ul)"><ul><xsl:apply-templates mode="m:prose" select="*"/></ul></xsl:template>
  <xsl:template mode="m:prose" match="item" as="element(h:li)"><li><xsl:apply-templates mode="m:prose"/></li></xsl:template>
  <xsl:template mode="m:prose" match="emph | hi | term" as="element(h:em)"><em><xsl:apply-templates mode="m:prose"/></em></xsl:template>
  <xsl:template mode="m:prose" match="q | soCalled | mentioned" as="node()*">«<xsl:apply-templates mode="m:prose"/>»</xsl:template>
  <xsl:template mode="m:prose" match="title" as="element(h:cite)"><cite><xsl:apply-templates mode="m:prose"/></cite></xsl:template>
  <xsl:template mode="m:prose" match="ref[@target]" as="element(h:a)"><a href="{@target}"><xsl:apply-templates mode="m:prose"/></a></xsl:template>
  <xsl:template mode="m:prose" match="code | att | val | ident | tag" as="element(h:code)"><code>{normalize-space()}</code></xsl:template>
  <xsl:template mode="m:prose" match="gi" as="element()"><xsl:sequence select="f:link(key('f:element', normalize-space()), normalize-space())"/></xsl:template>
  <xsl:template mode="m:prose" match="eg:egXML" as="element(h:pre)"><xsl:sequence select="f:xml(.)"/></xsl:template>
  <xsl:template mode="m:prose" match="comment() | processing-instruction()" as="empty-sequence()"/>

  <xsl:template mode="m:prose" match="text()" as="node()*">
    <xsl:variable name="odd" select="root(.)"/>
    <xsl:analyze-string select="replace(., '\s+', ' ')" regex="[\w:.\-]+=&quot;[^&quot;]*&quot;|[\w\-]+(\.[\w\-]+)*">
      <xsl:matching-substring>
        <xsl:choose>
          <xsl:when test="contains(., '=')"><code>{.}</code></xsl:when>
          <xsl:when test="key('f:unmistakable', ., $odd)"><xsl:apply-templates mode="m:link" select="key('f:unmistakable', ., $odd)"/></xsl:when>
          <xsl:otherwise>{.}</xsl:otherwise>
        </xsl:choose>
      </xsl:matching-substring>
      <xsl:non-matching-substring>{.}</xsl:non-matching-substring>
    </xsl:analyze-string>
  </xsl:template>

  <!-- The values of an attribute: its datatype, unless the list of values is closed, and the list -->
  <xsl:function name="f:values" as="element()*">
    <xsl:param name="definition" as="element(attDef)"/>
    <xsl:apply-templates mode="m:values" select="$definition/(datatype[not(../valList/@type = 'closed')], valList)"/>
  </xsl:function>

  <xsl:template mode="m:values" match="datatype" as="element(h:p)">
    <p class="type">{'one or more, parted by blanks: '[current()/@maxOccurs = 'unbounded']}<xsl:apply-templates mode="m:type" select="dataRef"/></p>
  </xsl:template>
  <xsl:template mode="m:values" match="valList[@type = 'closed']" as="element()+">
    <p class="type">{if (count(valItem) = 1) then 'always this value:' else 'one of these values:'}</p>
    <xsl:sequence select="f:value-list(.)"/>
  </xsl:template>
  <xsl:template mode="m:values" match="valList[not(@type = 'closed')]" as="element()+">
    <p class="type">such as:</p>
    <xsl:sequence select="f:value-list(.)"/>
  </xsl:template>

  <xsl:function name="f:value-list" as="element(h:dl)">
    <xsl:param name="list" as="element(valList)"/>
    <dl class="values">
      <xsl:for-each select="$list/valItem">
        <div><dt><code>{@ident}</code></dt><dd><xsl:apply-templates mode="m:prose" select="desc/node()"/></dd></div>
      </xsl:for-each>
    </dl>
  </xsl:function>

  <xsl:template mode="m:type" match="dataRef" as="node()+">
    <xsl:value-of select="(@restriction ! f:pattern-in-words(.), f:type-in-words((@name, @key, @ref)[1]))[1]"/>
    <xsl:text> </xsl:text>
    <span class="exact"><code>{(@name, @key, @ref)[1]}</code><xsl:apply-templates mode="m:type" select="@restriction"/></span>
  </xsl:template>
  <xsl:template mode="m:type" match="@restriction" as="node()+"><xsl:text> </xsl:text><code>{.}</code></xsl:template>

  <xsl:function name="f:pattern-in-words" as="xs:string">
    <xsl:param name="pattern" as="xs:string"/>
    <xsl:sequence select="(map{
      '\S+': 'an address or pointer, without blanks',
      '#\S+': 'a pointer within the file: # and an xml:id',
      '[0-9]+': 'a number, in digits',
      '[0-9A-F]{4,6}': 'four to six hexadecimal digits (0 to 9, A to F)',
      '-?[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?': 'a year, a month or a day, such as 1803, 1803-05 or 1803-05-14'
      }($pattern), 'a value of this form:')[1]"/>
  </xsl:function>

  <xsl:function name="f:type-in-words" as="xs:string">
    <xsl:param name="type" as="xs:string"/>
    <xsl:sequence select="(map{
      'NCName': 'one word: a letter, then letters, digits, hyphens, dots or underscores', 'Name': 'one word, colons allowed',
      'ID': 'one word that no other element of the file has as its ID', 'language': 'a language tag, such as en, ru or de-AT',
      'string': 'any text', 'token': 'any text on one line', 'normalizedString': 'any text', 'anyURI': 'an address',
      'boolean': 'true or false', 'integer': 'a whole number', 'nonNegativeInteger': 'a whole number, 0 or more',
      'positiveInteger': 'a whole number, 1 or more', 'decimal': 'a number', 'double': 'a number', 'float': 'a number',
      'date': 'a day, such as 1803-05-14', 'gYear': 'a year, such as 1803', 'gYearMonth': 'a month, such as 1803-05',
      'dateTime': 'a day and time, such as 1803-05-14T12:00:00', 'time': 'a time of day, such as 12:00:00'
      }($type), 'a value of the type')[1]"/>
  </xsl:function>
</xsl:stylesheet>
