/* The one script of every page. All it does is an addition: pages are complete without it. First, before anything is
   shown: how this reader wants to read. A choice stands in the address (?apparatus=margin) or was made before. */
var edition = (function () {
  "use strict";
  var root = document.documentElement;
  var choices = {
    apparatus: ["words", "margin", "none"],
    differences: ["substantive", "all"],
    names: ["shown", "plain"],
    layer: ["diplomatic", "normalised"],
    theme: ["auto", "light", "dark", "sepia"],
    size: ["small", "normal", "large"],
    keys: ["on", "off"]
  };
  var usual = { apparatus: "margin", differences: "substantive", names: "shown", layer: root.getAttribute("data-layer") || "diplomatic", theme: "auto", size: "normal", keys: "on" };

  function stored() {
    try { return JSON.parse(localStorage.getItem("edition-view")) || {}; } catch (e) { return {}; }
  }

  function view() {
    var made = {}, asked = new URLSearchParams(location.search), before = stored();
    Object.keys(choices).forEach(function (name) {
      made[name] = [asked.get(name), before[name], usual[name]].find(function (value) { return choices[name].indexOf(value) >= 0; });
    });
    return made;
  }

  function show(chosen) {
    Object.keys(chosen).forEach(function (name) { root.setAttribute("data-" + name, chosen[name]); });
  }

  function choose(name, value) {
    var now = stored();
    now[name] = value;
    try { localStorage.setItem("edition-view", JSON.stringify(now)); } catch (e) { /* the choice holds for this page */ }
    root.setAttribute("data-" + name, value);
    document.dispatchEvent(new CustomEvent("edition:view", { detail: name }));
  }

  /* Where an entry's link leads, also while the reader wants no apparatus and the link is none. */
  function target(link) { return link.getAttribute("href") || link.getAttribute("data-href") || ""; }

  var letters = null, said = null;

  function data() { return JSON.parse(document.getElementById("edition-data").textContent); }

  function element(name, attributes, content) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    [].concat(content === undefined ? [] : content).forEach(function (part) { made.append(part); });
    return made;
  }

  /* The form of a message that stands beside a number: `key.one`, `key.other` …, by the rules of the language of the labels. */
  function form(messages, key, n) {
    said = said || data();
    var rule = said.plurals.find(function (one) {
      return one.any.some(function (all) { return all.every(function (is) {
        var value = is.modulus ? n % is.modulus : n;
        return is.ranges.some(function (range) { return value >= range[0] && value <= range[1]; }) !== is.not;
      }); });
    });
    return messages[key + "." + (rule ? rule.form : "other")];
  }

  /* A message with words in its places {1}, {2} … */
  function put(message) {
    var words = arguments;
    return message.replace(/\{(\d)\}/g, function (place, n) { return words[n] === undefined ? place : words[n]; });
  }

  /* A number as the language of the labels writes it: `#,##0` has a sign between groups of three. */
  function figure(n) {
    said = said || data();
    return String(n).replace(/\B(?=(\d{3})+$)/g, (n < 10000 ? said.short : said.number).charAt(1));
  }

  /* Words as nodes: letters that are not Latin are in the language of those words of the text that have them. */
  function spoken(words) {
    letters = letters || data().letters;
    var other = "(?!\\p{Script=Latin})\\p{L}";
    var runs = new RegExp("(" + other + "(?:(?:" + other + "|[\\p{M}\\p{P}\\s])*" + other + "\\p{M}*)?)", "gu");
    return words.split(runs).map(function (part, i) {
      var language = i % 2 && Object.keys(letters).find(function (name) { return letters[name].indexOf(part.charAt(0)) >= 0; });
      return language ? element("span", { lang: language }, part) : part;
    });
  }

  show(view());
  return {
    choices: choices,
    choose: choose,
    data: data,
    element: element,
    figure: figure,
    form: form,
    put: put,
    spoken: spoken,
    target: target
  };
})();
