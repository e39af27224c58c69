/* The table of the editions is sorted by a column when its head is pressed, the other way when it is pressed again. What is
   empty stands last. */
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  var table = document.querySelector("table.editions"), body = table.tBodies[0];
  var heads = Array.from(table.tHead.rows[0].cells);
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function sort(column) {
    var rising = heads[column].getAttribute("aria-sort") !== "ascending";
    heads.forEach(function (head) { head.removeAttribute("aria-sort"); });
    heads[column].setAttribute("aria-sort", rising ? "ascending" : "descending");
    function text(row) { return row.cells[column].textContent.trim(); }
    var rows = Array.from(body.rows).sort(function (one, other) {
      var a = text(one), b = text(other);
      if (!a || !b) { return (a ? 0 : 1) - (b ? 0 : 1); }
      return rising ? order.compare(a, b) : order.compare(b, a);
    });
    body.append.apply(body, rows);
  }

  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.append.apply(button, Array.from(head.childNodes));
    button.addEventListener("click", function () { sort(column); });
    head.append(button);
  });
});
