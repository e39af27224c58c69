<?xml version="1.0" encoding="UTF-8"?>
<!-- How the reference page looks: the colours and letters of the site, so that the page needs no other file. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="https://variorum.example/function" exclude-result-prefixes="#all">

  <xsl:variable name="f:style" as="xs:string"><![CDATA[
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1d1b18; --quiet: #5f5a52; --line: #dcd6ca; --link: #7a2e1d; --wash: #f4f0e6;
  --name: #7a2e1d; --lemma: #b9a98a; --attribute: #35557a; --value: #3d6642;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Libertinus Serif", "TeX Gyre Pagella", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #17171a; --ink: #e6e2da; --quiet: #a8a297; --line: #38363a; --link: #e3a58f; --wash: #222226;
    --name: #e3a58f; --lemma: #7d6f52; --attribute: #9dbde2; --value: #a3cda7;
  }
}
* { box-sizing: border-box; }
html { font-size: 106.25%; -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.58 var(--serif); overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:focus-visible, summary:focus-visible { outline: .15rem solid var(--link); outline-offset: .12rem; border-radius: .1rem; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; top: 0; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
.skip:focus { left: 0; }
.columns, footer.site { padding: 0 clamp(1rem, 4vw, 3rem); }
main { max-width: 46rem; margin: 0 auto; padding-top: 1.5rem; min-width: 0; }
footer.site { border-top: 1px solid var(--line); color: var(--quiet); margin-top: 4rem; padding-block: .8rem; font: .82rem/1.5 var(--sans); }
footer.site p { max-width: 60rem; margin: 0; }

h1, h2, h3, h4, h5, h6 { font-weight: 500; line-height: 1.22; text-wrap: balance; }
h1 { font-size: 2rem; margin: 1.2rem 0 .8rem; }
h2 { font-size: 1.6rem; margin: 4rem 0 .8rem; }
h1 ~ section:first-of-type > h2 { margin-top: 2rem; }
h3 { font-size: 1.13rem; font-style: italic; margin: 1.8rem 0 .5rem; }
p { margin: 0 0 .85rem; }
code, pre { font-family: var(--mono); font-size: .84em; }
code code { font-size: inherit; }
.lead { color: var(--quiet); font-size: .95rem; }

/* entries */
.entry { border-top: 1px solid var(--line); margin-top: 2.2rem; padding-top: 1.1rem; }
.entry h3 { font: 600 1.12rem/1.4 var(--mono); margin: 0 0 .2rem; }
.entry:target h3, tr:target, section:target > h2 { background: var(--wash); }
a.self { color: var(--ink); text-decoration: none; }
a.self:hover { text-decoration: underline; }
.desc { font-size: 1.08rem; margin-bottom: .5rem; }
dl { margin: 0; }
dd { margin: 0; }
.facts { margin-top: 1rem; }
.facts > div { display: grid; grid-template-columns: 6.6rem minmax(0, 1fr); column-gap: 1rem; padding: .5rem 0; }
.facts > div + div { border-top: 1px dotted var(--line); }
.facts > div > dt { font: .78rem/1.5 var(--sans); color: var(--quiet); padding-top: .22rem; }
.facts p { margin-bottom: .3rem; }
.facts > div > dd > :last-child { margin-bottom: 0; }
.facts.attributes > div { padding: .1rem 0; border: 0; }
.facts.attributes dt code { color: var(--ink); font-size: .82rem; }

.names { list-style: none; margin: 0 0 0 -.45rem; padding: 0; display: flex; flex-wrap: wrap; }
.names li { min-height: 26px; line-height: 26px; margin: 0; }
.names a, .names li:not(:has(a)) { display: inline-block; min-width: 24px; min-height: 26px; padding: 0 .45rem; text-decoration: none; }
.names a:hover { text-decoration: underline; }
.rules, .messages { list-style: none; margin: 0; padding: 0; }
.rules li { display: grid; grid-template-columns: 3.3rem minmax(0, 1fr); min-height: 26px; }
.messages li { margin-bottom: .35rem; }
.signs { line-height: 1.75; }
.told { font-size: .95rem; color: var(--quiet); }
.told ul, .told ol { margin: .15rem 0; padding-left: 1.5rem; }

table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th { text-align: left; font: .75rem/1.5 var(--sans); color: var(--quiet); width: 8.2rem; }
thead th:last-child { width: auto; }
th, td { padding: .35rem .8rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { padding-top: .1rem; }
tbody th > code { display: block; font-size: .84rem; color: var(--ink); overflow-wrap: anywhere; }
tbody th .from { overflow-wrap: anywhere; }
td p { margin: 0 0 .15rem; }
.required { font: 600 .75rem/1.5 var(--sans); color: var(--link); }
.optional { font: .75rem/1.5 var(--sans); color: var(--quiet); }
.from { display: block; }
.from a { display: inline-block; min-height: 24px; }
.from code { font-size: .7rem; }
.type, td .values { font-size: .9rem; color: var(--quiet); }
.exact { font-size: .95em; overflow-wrap: anywhere; }
.values { display: grid; grid-template-columns: fit-content(12rem) minmax(0, 1fr); column-gap: 1rem; row-gap: .1rem; }
.values > div { display: contents; }
td .values dt { color: var(--ink); }
.values.signs { margin: 0 0 .85rem; }

pre { margin: 0; padding: .7rem .9rem; background: var(--wash); line-height: 1.55; font-size: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
pre code { font-size: inherit; }
.markup { color: var(--quiet); }
.gi, .markup a { color: var(--name); text-decoration-color: var(--lemma); }
.markup a:hover { text-decoration-color: currentColor; }
.at { color: var(--attribute); }
.av { color: var(--value); }
.quiet { color: var(--quiet); }
summary { cursor: pointer; font-size: .92rem; min-height: 26px; }
details pre { margin-top: .4rem; }

.letters > div { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr); padding: .15rem 0; }
.letters dt { font-style: italic; color: var(--quiet); line-height: 26px; }

/* contents */
.contents { font: .84rem/1.4 var(--sans); padding-top: 1rem; }
.contents ol { list-style: none; padding-left: 0; margin: .4rem 0; }
.contents ol ol { padding-left: .9rem; margin: 0; }
.contents a { color: var(--quiet); text-decoration: none; display: block; padding: .16rem 0; min-height: 24px; }
.contents a:hover, .contents summary:hover { color: var(--ink); text-decoration: underline; }
.contents summary { font-size: inherit; color: var(--quiet); padding: .16rem 0; }
.contents li details > p, .contents li details > .names { padding-left: .9rem; margin: 0; }
.contents li details > .names { padding: 0 0 .4rem .45rem; }
.contents .names a { padding: 0 .45rem; }
.count { font-size: .9em; padding-left: .2rem; font-variant-numeric: tabular-nums; }

@media (min-width: 70rem) {
  .columns { display: grid; grid-template-columns: minmax(13rem, 17rem) minmax(0, 46rem); gap: 3.5rem; justify-content: center; }
  .contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 3rem .5rem 1rem .2rem; }
  .columns main { margin: 0; }
  .contents > details > summary { list-style: none; cursor: default; }
  .contents > details::details-content { content-visibility: visible; block-size: auto; }
}
@media (max-width: 45rem) {
  html { font-size: 100%; }
  h1 { font-size: 1.65rem; }
  h2 { font-size: 1.4rem; margin-top: 3rem; }
  .facts > div { grid-template-columns: minmax(0, 1fr); }
  th { width: 6.4rem; }
  th, td { padding-right: .5rem; }
  td .values { display: block; }
  td .values > div { display: block; }
  td .values dd { padding-left: .9rem; }
  pre { padding: .6rem .7rem; }
}
@media (forced-colors: active) { .entry:target h3 { outline: 1px solid; } }
@media print {
  .contents, .skip, footer.site { display: none; }
  html { font-size: 9.5pt; }
  body { background: #fff; color: #000; }
  main { max-width: none; }
  h2, h3, .desc { break-after: avoid; }
  tr, pre, .facts > div > dt { break-inside: avoid; }
}
]]></xsl:variable>
</xsl:stylesheet>
