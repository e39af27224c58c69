/* An address by reference: read.html?ref=1.2 leads to the place that bears it, as read.html#ref-1.2 does without a script. */
(function () {
  "use strict";
  var asked = new URLSearchParams(location.search).get("ref");
  var id = asked && "ref-" + asked.trim().replace(/[^\p{L}\p{N}]+/gu, ".");
  if (id && (document.getElementById(id) || document.querySelector("main[data-parts]"))) { location.replace("#" + id); }
})();
