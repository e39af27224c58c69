/* The image of a page, enlarged: it is scrolled as any page is, by wheel, finger, keys or by dragging. Without this script
   the link opens the file of the image. */
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  var box = document.querySelector("dialog.viewer"), links = Array.from(document.querySelectorAll(".leaf a.image"));
  if (!box || !box.showModal || !links.length) { return; }
  var sheet = box.querySelector(".sheet"), name = box.querySelector(".name"), image = null, at = 0, zoom = 1, held = null;
  var does = {
    larger: function () { scale(zoom * 1.4); },
    smaller: function () { scale(zoom / 1.4); },
    whole: function () { scale(1); },
    previous: function () { show(at - 1); },
    next: function () { show(at + 1); },
    close: function () { box.close(); }
  };
  var keys = { "+": "larger", "=": "larger", "-": "smaller", "0": "whole", "PageUp": "previous", "PageDown": "next" };

  function button(what) { return box.querySelector("[data-does=" + what + "]"); }

  /* The width at a zoom of 1 is that at which the whole page is seen; the middle of what is seen stays. */
  function scale(wanted) {
    if (!image || !image.naturalWidth) { return; }
    var x = (sheet.scrollLeft + sheet.clientWidth / 2) / sheet.scrollWidth, y = (sheet.scrollTop + sheet.clientHeight / 2) / sheet.scrollHeight;
    var whole = Math.min(sheet.clientWidth / image.naturalWidth, sheet.clientHeight / image.naturalHeight);
    zoom = Math.min(Math.max(wanted, 1), Math.max(2 / whole, 4));
    image.style.width = Math.floor(image.naturalWidth * whole * zoom) + "px";
    sheet.scrollTo(x * sheet.scrollWidth - sheet.clientWidth / 2, y * sheet.scrollHeight - sheet.clientHeight / 2);
    sheet.classList.toggle("enlarged", zoom > 1);
  }

  function show(number) {
    if (!links[number]) { return; }
    at = number;
    image = document.createElement("img");
    image.alt = links[at].querySelector("img").alt;
    image.addEventListener("load", function () { scale(1); });
    image.src = links[at].getAttribute("href");
    sheet.replaceChildren(image);
    name.textContent = image.alt;
    button("previous").disabled = at === 0;
    button("next").disabled = at === links.length - 1;
  }

  links.forEach(function (link, number) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
      event.preventDefault();
      box.showModal();
      show(number);
      sheet.focus();
    });
  });
  box.addEventListener("click", function (event) {
    var pressed = event.target.closest("[data-does]");
    if (pressed) { does[pressed.dataset.does](); }
  });
  box.addEventListener("keydown", function (event) {
    if (!keys.hasOwnProperty(event.key) || event.ctrlKey || event.metaKey || event.altKey) { return; }
    event.preventDefault();
    does[keys[event.key]]();
  });
  sheet.addEventListener("wheel", function (event) {
    if (!event.ctrlKey) { return; }
    event.preventDefault();
    scale(zoom * (event.deltaY < 0 ? 1.2 : 1 / 1.2));
  }, { passive: false });
  sheet.addEventListener("dblclick", function () { does[zoom > 1 ? "whole" : "larger"](); });
  sheet.addEventListener("pointerdown", function (event) {
    if (event.pointerType !== "mouse" || event.button) { return; }
    event.preventDefault();
    sheet.focus();
    held = { x: event.clientX + sheet.scrollLeft, y: event.clientY + sheet.scrollTop };
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", function (event) {
    if (held) { sheet.scrollTo(held.x - event.clientX, held.y - event.clientY); }
  });
  ["pointerup", "pointercancel"].forEach(function (end) { sheet.addEventListener(end, function () { held = null; }); });
  addEventListener("resize", function () { if (box.open) { scale(zoom); } });
});
