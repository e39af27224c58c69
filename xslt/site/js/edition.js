/* The reading edition's one script. Everything it does is an addition: pages are complete without it. */
(function () {
  "use strict";
})();
