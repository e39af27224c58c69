<?xml version="1.0" encoding="UTF-8"?>
<!-- Words of which a transcription has two layers: both stand on the page, and the reader's choice says which is shown.
     The edition comes with `choice` as the program prepares it: the words of the text inside, both layers as attributes. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns:m="urn:edition:mode" xmlns="http://www.w3.org/1999/xhtml"
    xmlns:h="http://www.w3.org/1999/xhtml" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes"
    exclude-result-prefixes="#all">

  <xsl:template match="choice[@layer]" mode="m:text m:witness m:cited" as="element(h:span)+" priority="1"><!-- before what is written in another way -->
    <xsl:variable name="other" select="@*[local-name() = ('diplomatic', 'normalised')[not(. = current()/@layer)]]"/>
    <span class="{@layer}"><xsl:apply-templates mode="#current"/></span>
    <span class="{local-name($other)}" title="{f:say('layer.' || local-name($other))}">{$other}</span>
  </xsl:template>

  <!-- The layer that is shown until the reader chooses: an attribute of the page, where the edition has two. -->
  <xsl:function name="f:layer-shown" visibility="public" as="attribute(data-layer)?">
    <xsl:if test="$f:has-layers"><xsl:attribute name="data-layer" select="f:setting('layer')"/></xsl:if>
  </xsl:function>
  <xsl:variable name="f:has-layers" as="xs:boolean" select="exists(($edition, $witnesses)//choice[@layer])"/>
</xsl:stylesheet>
