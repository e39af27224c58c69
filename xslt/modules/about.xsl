<?xml version="1.0" encoding="UTF-8"?>
<!-- The pages that speak of the edition: start, about, downloads. All facts come from the header. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xsl:function name="f:base" as="element(witness)">
    <xsl:sequence select="$edition//listWit/witness[@n = $base]"/>
  </xsl:function>

  <xsl:function name="f:witness-list" as="element(h:dl)">
    <dl class="witnesses">
      <xsl:for-each select="$edition//listWit/witness">
        <div>
          <dt><a href="{f:witness-file(.)}">{@n}</a></dt>
          <dd>{title}<xsl:if test="@n eq $base"><xsl:text> </xsl:text><span class="base-text">({f:say('about.base')})</span></xsl:if><xsl:for-each select="note[not(@type = 'hands')]"><span class="remark">{f:header-words(.)}</span></xsl:for-each><xsl:sequence select="f:origin($witnesses/*/TEI[f:siglum(teiHeader) = current()/@n])"/></dd>
        </div>
      </xsl:for-each>
      <xsl:for-each select="$edition//listWit//listWit">
        <div id="{@xml:id}"><dt>{@n}</dt><dd>{string-join((.//witness/@n => string-join(' '), head[. ne ../@n]), ': ')}</dd></div>
      </xsl:for-each>
      <xsl:for-each select="$f:rests">
        <div><dt>{@siglum}</dt><dd>{f:rest-means(.)}</dd></div>
      </xsl:for-each>
    </dl>
  </xsl:function>

  <!-- What the file of a witness says of its source: author, date, where it was taken from and when, licence. That there
       is no licence stands in a note. -->
  <xsl:function name="f:origin" as="element(h:span)?">
    <xsl:param name="tei" as="element(TEI)?"/>
    <xsl:variable name="source" select="$tei/teiHeader//sourceDesc/bibl"/>
    <xsl:variable name="facts" as="node()*">
      <xsl:for-each select="$source/author | $source/date[not(@type)]"><span>{.}</span></xsl:for-each>
      <xsl:for-each select="$source/ref"><xsl:sequence select="f:source-link(.)"/></xsl:for-each>
      <xsl:for-each select="$source/date[@type = 'accessed']"><span>{f:accessed(.)}</span></xsl:for-each>
      <xsl:for-each select="$tei/teiHeader//publicationStmt/availability[licence]"><span><xsl:sequence select="f:rights-in(.)"/></span></xsl:for-each>
    </xsl:variable>
    <xsl:if test="exists($facts)">
      <span class="remark"><xsl:for-each select="$facts"><xsl:if test="position() gt 1"> · </xsl:if><xsl:sequence select="."/></xsl:for-each></span>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:about-content" as="node()*">
    <h2 id="witnesses">{f:say('about.witnesses')}</h2>
    <xsl:sequence select="f:witness-list()"/>
    <xsl:where-populated><p><xsl:sequence select="f:to-relations()"/></p></xsl:where-populated>
    <xsl:sequence select="f:known-of-witnesses()"/>
    <h2 id="cite">{f:say('about.cite')}</h2>
    <p class="citation">{f:citation()}</p>
    <xsl:sequence select="f:releases()"/>
    <h2 id="principles">{f:say('about.principles')}</h2>
    <xsl:sequence select="f:principles($edition)"/>
    <h2 id="files">{f:say('about.files')}</h2>
    <xsl:sequence select="f:principles($witnesses/*/TEI[1])"/>
    <h2 id="encoding">{f:say('about.encoding')}</h2>
    <p><xsl:sequence select="f:prose('about.encoding.how', ())"/></p>
    <xsl:sequence select="f:marks(), f:quality()"/>
    <h2 id="rights">{f:say('about.rights')}</h2>
    <p><xsl:sequence select="f:rights()"/></p>
    <h2 id="sources">{f:say('about.sources')}</h2>
    <div class="wide">
      <table>
        <thead><tr><th scope="col">{f:say('about.siglum')}</th><th scope="col">{f:say('downloads.file')}</th><th scope="col">{f:say('about.hash')}</th></tr></thead>
        <tbody>
          <xsl:for-each select="$witnesses/*/TEI//sourceDesc/bibl">
            <tr><td>{idno[@type = 'siglum']}</td><td>{idno[@type = 'file']}</td><td class="hash">{idno[@type = 'sha256']}</td></tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
    <p>{f:say('about.made', $edition//application/@version)}</p>
  </xsl:function>

  <!-- Author, date, source and licence of each witness; what nobody has said is not known. -->
  <xsl:function name="f:known-of-witnesses" as="element(h:div)">
    <div class="wide">
      <table class="known">
        <caption>{f:say('about.known')}</caption>
        <thead><tr><th scope="col">{f:say('about.siglum')}</th><xsl:for-each select="'author', 'date', 'source', 'licence'"><th scope="col">{f:say('about.of.' || .)}</th></xsl:for-each></tr></thead>
        <tbody>
          <xsl:for-each select="$edition//listWit/witness">
            <xsl:variable name="tei" select="$witnesses/*/TEI[f:siglum(teiHeader) = current()/@n][1]"/>
            <xsl:variable name="source" select="$tei/teiHeader//sourceDesc/bibl"/>
            <tr>
              <th scope="row"><a href="{f:witness-file(.)}">{@n}</a></th>
              <td><xsl:sequence select="f:or-unknown($source/author/string())"/></td>
              <td><xsl:sequence select="f:or-unknown($source/date[not(@type)]/string())"/></td>
              <td><xsl:sequence select="f:or-unknown(($source/ref ! f:source-link(.), $source/date[@type = 'accessed'] ! (' (' || f:accessed(.) || ')')))"/></td>
              <td><xsl:sequence select="f:or-unknown($tei/teiHeader//publicationStmt/availability[licence] ! f:rights-in(.))"/></td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:function>
  <xsl:function name="f:or-unknown" as="item()*">
    <xsl:param name="said" as="item()*"/>
    <xsl:choose>
      <xsl:when test="exists($said)"><xsl:sequence select="$said"/></xsl:when>
      <xsl:otherwise><span class="unknown">{f:say('about.unknown')}</span></xsl:otherwise>
    </xsl:choose>
  </xsl:function>
  <xsl:function name="f:source-link" as="item()">
    <xsl:param name="ref" as="element(ref)"/>
    <xsl:choose>
      <xsl:when test="matches($ref/@target, '^https?://')"><a href="{$ref/@target}">{$ref}</a></xsl:when>
      <xsl:otherwise><span>{$ref}</span></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The versions that were published, the newest first. -->
  <xsl:function name="f:releases" as="element()*" xpath-default-namespace="">
    <xsl:if test="$settings/settings/release">
      <h2 id="releases">{f:say('about.releases')}</h2>
      <dl class="releases">
        <xsl:for-each select="$settings/settings/release">
          <div id="release-{@version}">
            <dt>{@version}, <time datetime="{@date}">{f:stated-date(@date)}</time></dt>
            <dd>{.}<xsl:for-each select="@doi"><xsl:text> </xsl:text><a href="https://doi.org/{.}">{.}</a></xsl:for-each></dd>
          </div>
        </xsl:for-each>
      </dl>
    </xsl:if>
  </xsl:function>

  <!-- The title with the subtitle. -->
  <xsl:function name="f:full-title" as="xs:string">
    <xsl:sequence select="string-join(($f:title, $edition/TEI/teiHeader/fileDesc/titleStmt/title[@type = 'sub']/normalize-space()), ': ')"/>
  </xsl:function>

  <!-- How to cite the whole: editors, title, version, publisher, year, address; what edition.toml does not say is left out. -->
  <xsl:function name="f:citation" as="xs:string">
    <xsl:variable name="parts" select="string-join($f:editors, $f:comma)[.] ! f:say('js.cite.editors', .),
        f:setting('version') ! f:say('js.cite.version', .), string-join((f:setting('publisher'), f:setting('date') ! f:stated-date(.)), ' ')[.], (f:setting('doi') ! ('https://doi.org/' || .), f:setting('url'))[1]"/>
    <xsl:sequence select="replace(string-join((f:full-title(), $parts), $f:comma), '\.$', '') || '.'"/>
  </xsl:function>

  <!-- How many names and dates are marked: how many of them are identified, how many by an editor's decision or beyond doubt. -->
  <xsl:function name="f:marks" as="element(h:table)?">
    <xsl:variable name="marks" _select="$witnesses/*/TEI/text//({$f:forms} | date)[@xml:id]"/>
    <xsl:if test="$marks">
      <table class="counts">
        <caption>{f:say('about.marks')}</caption>
        <thead><tr><th scope="col">{f:say('about.marks.kind')}</th><th scope="col">{f:say('about.marks.all')}</th><th scope="col">{f:say('about.marks.identified')}</th><th scope="col">{f:say('about.marks.certain')}</th></tr></thead>
        <tbody>
          <xsl:for-each-group select="$marks" group-by="local-name()">
            <xsl:sort select="current-grouping-key()"/>
            <tr>
              <th scope="row">{f:say('mark.' || current-grouping-key())}</th>
              <td class="size">{f:number(count(current-group()))}</td>
              <td class="size">{f:number(count(current-group()[@ref or @when or @from or @to or @notBefore or @notAfter]))}</td>
              <td class="size">{f:number(count(current-group()[not(@cert = ('medium', 'low'))]))}</td>
            </tr>
          </xsl:for-each-group>
        </tbody>
      </table>
    </xsl:if>
  </xsl:function>

  <!-- What an editor measured of the marks: a table of their own. -->
  <xsl:function name="f:quality" as="element(h:table)?" xpath-default-namespace="">
    <xsl:for-each select="$settings/settings/quality[row]">
      <table class="counts">
        <caption>{f:say('about.quality')}</caption>
        <thead><tr><xsl:for-each select="row[1]/cell"><xsl:choose><xsl:when test="string()"><th scope="col">{.}</th></xsl:when><xsl:otherwise><td/></xsl:otherwise></xsl:choose></xsl:for-each></tr></thead>
        <tbody>
          <xsl:for-each select="row[position() gt 1]">
            <tr><th scope="row">{cell[1]}</th><xsl:for-each select="cell[position() gt 1]"><td class="size">{.}</td></xsl:for-each></tr>
          </xsl:for-each>
        </tbody>
      </table>
    </xsl:for-each>
  </xsl:function>

  <!-- The header speaks the language of the edition. -->
  <xsl:function name="f:principles" as="element(h:dl)">
    <xsl:param name="tei" as="node()"/>
    <dl class="principles">
      <xsl:for-each select="$tei//editorialDecl/*">
        <div><dt>{f:say-or('principle.' || local-name(), local-name())}</dt><dd><xsl:sequence select="f:language(if (p = p/f:header-words(.)) then 'header' else 'page')"/>{p ! f:header-words(.)}</dd></div>
      </xsl:for-each>
    </dl>
  </xsl:function>

  <!-- What a server shows for a page that is not there. -->
  <xsl:function name="f:missing-content" as="element(h:p)">
    <p data-missing=""><xsl:sequence select="f:prose('missing.how', ())"/></p>
  </xsl:function>

  <!-- The same as a table, where there is such a download. -->
  <xsl:function name="f:table" visibility="public" as="node()*" xpath-default-namespace="">
    <xsl:param name="name" as="xs:string"/>
    <xsl:for-each select="$downloads/downloads/file[@name = $name][not(@within)][1]"><xsl:text> </xsl:text><a href="{@path}">{f:say('table')}</a></xsl:for-each>
  </xsl:function>

  <xsl:function name="f:downloads-content" as="node()*">
    <p class="lead"><xsl:sequence select="f:prose('downloads.lead', ())"/></p>
    <xsl:for-each-group select="$downloads/downloads/file[@group ne '']" group-by="@group" xpath-default-namespace="">
      <h2>{f:say-or('downloads.group.' || current-grouping-key(), current-grouping-key())}</h2>
      <div class="wide">
        <table class="downloads">
          <thead><tr><th scope="col">{f:say('downloads.file')}</th><th scope="col">{f:say('downloads.size')}</th><th scope="col">{f:say('downloads.licence')}</th><th scope="col">SHA-256</th></tr></thead>
          <tbody>
            <xsl:for-each-group select="current-group()[not(@within)]" group-adjacent="(@export, @path)[1]">
              <xsl:sequence select="if (tail(current-group())) then f:download-set(current-group()) else f:download(.)"/>
            </xsl:for-each-group>
          </tbody>
        </table>
      </div>
    </xsl:for-each-group>
  </xsl:function>

  <!-- The files of an export that stand at addresses of their own. -->
  <xsl:function name="f:download-set" as="element(h:tr)" xpath-default-namespace="">
    <xsl:param name="files" as="element(file)+"/>
    <tr>
      <td>{f:say-or('downloads.title.' || $files[1]/@export, $files[1]/@title)}<xsl:sequence select="f:download-files($files)"/></td>
      <td class="size">{f:count-of(sum($files/xs:integer(@size)), 'downloads.bytes')}</td>
      <td><xsl:sequence select="f:download-rights(($files[@except], $files)[1])"/></td>
      <td/>
    </tr>
  </xsl:function>

  <!-- The files of a row, unfolded on demand: a link to each, or, where an archive holds it, its path in that. -->
  <xsl:function name="f:download-files" as="element(h:details)?" xpath-default-namespace="">
    <xsl:param name="files" as="element(file)*"/>
    <xsl:if test="$files">
      <details>
        <summary>{f:count-of(count($files), 'downloads.holds')}</summary>
        <ul class="held">
          <xsl:for-each select="$files">
            <li><xsl:sequence select="f:download-name(.)"/>, {f:count-of(xs:integer(@size), 'downloads.bytes')}, <xsl:sequence select="f:download-rights(.)"/> <span class="hash">{@sha256}</span></li>
          </xsl:for-each>
        </ul>
      </details>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:download-name" as="element()" xpath-default-namespace="">
    <xsl:param name="file" as="element(file)"/>
    <xsl:choose>
      <xsl:when test="$file/@within"><code>{substring-after($file/@path, '/')}</code></xsl:when>
      <xsl:otherwise><a href="{$file/@path}">{$file/@name}</a></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- A file and what it is; the files that an archive holds can be unfolded. -->
  <xsl:function name="f:download" as="element(h:tr)" xpath-default-namespace="">
    <xsl:param name="file" as="element(file)"/>
    <xsl:variable name="held" select="$file/../file[@within = $file/@path]"/>
    <tr>
      <td>
        <a href="{$file/@path}">{$file/@name}</a><xsl:if test="$file/@title ne ''"><br/>{f:say-or('downloads.title.' || $file/@export, $file/@title)}</xsl:if>
        <xsl:sequence select="f:download-files($held)"/>
      </td>
      <td class="size">{f:count-of(xs:integer($file/@size), 'downloads.bytes')}</td>
      <td><xsl:sequence select="f:download-rights($file)"/></td>
      <td class="hash">{$file/@sha256}</td>
    </tr>
  </xsl:function>

  <!-- The licence of a file, and the witnesses whose words it does not cover. -->
  <xsl:function name="f:download-rights" as="node()*">
    <xsl:param name="file" as="element()"/>
    <xsl:for-each select="$file/licence"><a href="{@target}">{f:licence-name(.)}</a></xsl:for-each>
    <xsl:if test="not($file/licence)"><xsl:text>{f:say('downloads.unlicensed')}</xsl:text></xsl:if>
    <xsl:if test="$file/@except"><xsl:text>, {f:say('downloads.except', $file/@except)}</xsl:text></xsl:if>
  </xsl:function>
</xsl:stylesheet>
