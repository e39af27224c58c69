<?xml version="1.0" encoding="UTF-8"?>
<!-- Places that can be cited: a pilcrow leads to the place itself; the script shows how to cite it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <!-- The pilcrow of a place: `target` is its id on the page, or page and id; `label` is what it is called in a citation. -->
  <xsl:function name="f:cite" as="element(h:a)">
    <xsl:param name="target" as="xs:string"/>
    <xsl:param name="label" as="xs:string"/>
    <a class="cite" href="{if (contains($target, '#')) then $target else '#' || $target}" data-label="{$label}"><span aria-hidden="true">¶</span><span class="vh">{f:say('cite', $label)}</span></a>
  </xsl:function>

  <!-- What the script needs to say and to cite: labels, and what edition.toml says of the edition. -->
  <xsl:function name="f:data" as="element(h:script)">
    <xsl:variable name="labels" select="map:merge($messages/messages/m[starts-with(@key, 'js.')] ! map{substring-after(@key, 'js.'): normalize-space()})" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xpath-default-namespace=""/>
    <xsl:variable name="data" select="map{'labels': $labels, 'plurals': array{$f:plural-rules}, 'number': f:say('number'), 'short': f:say-first(('number.short', 'number'), ()), 'list': $f:comma, 'labelled': f:say('labelled'),
        'dates': map{'day': f:say('date.day'), 'first': f:say('date.first'), 'months': array{(1 to 12) ! f:say('date.month.' || .)}, 'elisions': array{$f:elisions}}, 'title': f:full-title(), 'editors': array{$f:editors},
        'version': f:setting('version'), 'doi': f:setting('doi'), 'date': f:setting('date'), 'issued': f:setting('date') ! f:stated-date(.), 'publisher': f:setting('publisher'), 'url': f:setting('url') ! (if ($f:folder) then replace(., '/+$', '') || '/' || $f:folder else .),
        'letters': map:merge(for $language in distinct-values($f:letters?*) return map{$language: codepoints-to-string(sort(map:keys($f:letters)[$f:letters(.) = $language]))})}"
        xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
    <script type="application/json" id="edition-data">{f:script-data($data)}</script>
  </xsl:function>

  <!-- Data as JSON that can stand in a script element: with a «<» the browser could take the rest of the page for script. -->
  <xsl:function name="f:script-data" visibility="public" as="xs:string">
    <xsl:param name="data" as="item()"/>
    <xsl:sequence select="replace(serialize($data, map{'method': 'json', 'indent': false()}), '&lt;', '\\u003c')"/>
  </xsl:function>
</xsl:stylesheet>
